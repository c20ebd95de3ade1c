export const CONTENT_TYPE = "application/xml";
