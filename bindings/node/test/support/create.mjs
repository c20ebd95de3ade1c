/** What a call is placed with. */
export const CREATE = { to: "+491234567890", from: "+491098765432", url: "https://example.com/voice.xml" };
