//! What the table lacks because only Twilio documents it, or because nobody documents it any more.

use crate::laml::rules::ElementRule;

/// Elements that only Twilio has, by tag and the ids of their parents; no parent stands for one of these themselves.
const ELEMENTS: &[(&str, &[&str])] = &[
    ("AiSession", &["Connect"]),
    ("Application", &["Dial"]),
    ("ApplicationSid", &[]),
    ("Autopilot", &["Connect"]),
    ("Client", &["Dial"]),
    ("Config", &[]),
    ("Conversation", &["Connect"]),
    ("ConversationRelay", &["Connect"]),
    ("ConversationRelaySession", &["Connect"]),
    ("Header", &[]),
    ("Headers", &["Sip"]),
    ("Identity", &[]),
    ("Language", &[]),
    ("Parameter", &["Hangup", "Reject"]),
    ("Recording", &["Start"]),
    ("Sim", &["Dial"]),
    ("Siprec", &["Start", "Stop"]),
    ("Task", &["Enqueue"]),
    ("Transcription", &["Start", "Stop"]),
    ("Uri", &["Sip"]),
    ("WhatsApp", &["Dial"]),
    ("w", &["Say", "emphasis", "lang", "p", "prosody", "s"]),
];

/// Attributes that only Twilio has, by the id of their element.
const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("Gather", &["bargeIn", "maxSpeechTime", "debug"]),
    ("Record", &["recordingConfigurationId"]),
    ("Dial", &["sequential", "referUrl", "referMethod", "events", "passports", "recordingConfigurationId"]),
    ("Number", DETECTION),
    ("Number", &["byoc"]),
    ("Sip", DETECTION),
    ("Conference", &["region", "jitterBufferSize", "participantLabel", "recordingConfigurationId"]),
    ("Queue", &["reservationSid", "postWorkActivitySid"]),
    ("Enqueue", &["maxQueueSize", "workflowSid"]),
    ("Stream", &["connectorName", "audioFormat", "sampleRate"]),
    ("Room", &["participantIdentity"]),
    ("Pay", &["statusCallbackMethod", "paymentConnector", "bankAccountType"]),
    ("PayPrompt", &["requireMatchingInputs"]),
    ("Message", &["statusCallback"]),
];

const DETECTION: &[&str] = &[
    "machineDetection",
    "machineDetectionTimeout",
    "machineDetectionSpeechThreshold",
    "machineDetectionSpeechEndThreshold",
    "machineDetectionSilenceTimeout",
    "amdStatusCallback",
    "amdStatusCallbackMethod",
];

/// Values that only Twilio has, by the id of the element and the attribute.
const VALUES: &[(&str, &str, &[&str])] = &[
    ("Conference", "recordingStatusCallbackEvent", &["absent"]),
    ("Conference", "statusCallbackEvent", &["modify", "announcement"]),
    ("Pay", "tokenType", &["payment-method"]),
    ("PayPrompt", "errorType", &["internal-error"]),
    (
        "phoneme",
        "alphabet",
        &["x-amazon-jyutping", "x-amazon-pinyin", "x-amazon-pron-kana", "x-amazon-yomigana"],
    ),
    ("say-as", "format", &["yyyymmdd"]),
];

/// Elements of SignalWire that its documentation no longer has. The children of AI are not listed.
const RETIRED: &[&str] = &["AI", "VirtualAgent"];

/// Says whether only Twilio has an element of this name in such a parent, or anywhere.
pub(super) fn is_element(name: &str, parent: Option<&ElementRule>) -> bool {
    ELEMENTS.iter().any(|(own, parents)| {
        *own == name && parent.is_none_or(|parent| parents.is_empty() || parents.contains(&parent.id))
    })
}

/// Says whether only Twilio has such an attribute.
pub(super) fn is_attribute(element: &ElementRule, name: &str) -> bool {
    ATTRIBUTES.iter().any(|(own, names)| *own == element.id && names.contains(&name))
}

/// Says whether only Twilio has such a value.
pub(super) fn is_value(element: &ElementRule, attribute: &str, value: &str) -> bool {
    VALUES
        .iter()
        .any(|(own, name, values)| *own == element.id && *name == attribute && values.contains(&value))
}

/// Says whether an element is no longer documented.
pub(super) fn is_retired(name: &str) -> bool {
    RETIRED.contains(&name)
}
