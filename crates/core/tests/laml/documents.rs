//! Whole documents from typed verbs.

use mycpaas::laml::{
    CONTENT_TYPE, Element, Gather, Hangup, Message, MessagingResponse, Say, Style, Verb, VoiceResponse,
};

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

fn menu() -> VoiceResponse {
    VoiceResponse::new().add(Gather::new().action("/menu").add(Say::new("A & B"))).add(Hangup::new())
}

#[test]
fn a_document_is_written_and_read_back() {
    let xml = format!(
        "{DECLARATION}<Response><Gather action=\"/menu\"><Say>A &amp; B</Say></Gather><Hangup/></Response>"
    );
    let pretty = format!(
        "{DECLARATION}\n<Response>\n  <Gather action=\"/menu\">\n    <Say>A &amp; B</Say>\n  </Gather>\n  <Hangup/>\n</Response>\n"
    );
    assert_eq!(menu().to_xml().unwrap(), xml);
    assert_eq!(menu().to_string(), xml);
    assert_eq!(menu().to_xml_pretty().unwrap(), pretty);
    assert_eq!(format!("{:#}", menu()), pretty);
    let mut buffer = String::new();
    menu().write_to(&mut buffer, Style::Compact).unwrap();
    assert_eq!(buffer, xml);
    assert_eq!(VoiceResponse::parse(&xml).unwrap(), menu());
    assert_eq!(xml.parse::<VoiceResponse>().unwrap(), menu());
    let gather =
        Gather::from_element(VoiceResponse::parse(&xml).unwrap().element().find("Gather").unwrap().clone());
    assert_eq!(gather.unwrap(), Gather::new().action("/menu").add(Say::new("A & B")));
}

#[test]
fn a_message_is_written_and_read_back() {
    let response = MessagingResponse::new().add(Message::new("Grüße"));
    let xml = response.to_xml().unwrap();
    assert_eq!(xml, format!("{DECLARATION}<Response><Message>Grüße</Message></Response>"));
    assert_eq!(MessagingResponse::parse(&xml).unwrap(), response);
}

#[test]
fn another_root_is_refused() {
    let error = VoiceResponse::parse("<?xml version='1.0'?>\n <response/>").unwrap_err();
    assert_eq!(error.message(), "line 2, column 2: the root is <response>, not <Response>");
    assert_eq!(error.element(), Some("response"));
}

#[test]
fn what_the_specification_lacks_is_escaped_as_well() {
    let response = VoiceResponse::new().raw(Element::new("Robot").attribute("mood", "<\"good\">\n"));
    let xml = format!("{DECLARATION}<Response><Robot mood=\"&lt;&quot;good&quot;&gt;&#10;\"/></Response>");
    assert_eq!(response.to_xml().unwrap(), xml);
}

#[test]
fn the_content_type_is_that_of_xml() {
    assert_eq!(CONTENT_TYPE, "application/xml");
}
