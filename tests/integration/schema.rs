//! The JSON of reports against its schema, which is written for people: what the one has and the other does not know is a fault.

use hamkor::domain::Language;
use hamkor::report::{ReportForm, write_document};
use serde_json::{Value, json};

use crate::report::{company, reports_of};

const SCHEMA: &str = include_str!("../../src/report/report.schema.json");

/// As much of JSON Schema (2020-12) as that file uses.
struct Schema(Value);

impl Schema {
    fn fits(&self, value: &Value, rule: &Value) -> Result<(), String> {
        let rule = match rule["$ref"].as_str() {
            Some(name) => self.0.pointer(name.trim_start_matches('#')).expect("the schema defines what it refers to"),
            None => rule,
        };
        let not = |what: &str| Err(format!("{what}: {value} against {}", rule["description"]));
        if let Some(choices) = rule["oneOf"].as_array() {
            let (fits, faults): (Vec<_>, Vec<_>) = choices.iter().map(|choice| self.fits(value, choice)).partition(Result::is_ok);
            return if fits.len() == 1 { Ok(()) } else { Err(format!("{} of {value} fit: {faults:?}", fits.len())) };
        }
        if rule.get("const").is_some_and(|only| only != value) || rule["enum"].as_array().is_some_and(|all| !all.contains(value)) {
            return not("another value");
        }
        let is_of_type = match rule["type"].as_str() {
            Some("object") => value.is_object(),
            Some("array") => value.is_array(),
            Some("string") => value.is_string(),
            Some("integer") => value.is_u64(),
            Some("number") => value.is_number(),
            Some("null") => value.is_null(),
            _ => true,
        };
        let within = |bound: &str, holds: fn(f64, f64) -> bool| {
            rule[bound].as_f64().zip(value.as_f64()).is_none_or(|(bound, value)| holds(value, bound))
        };
        if !is_of_type || !within("minimum", |value, least| value >= least) || !within("maximum", |value, most| value <= most) {
            return not("another type");
        }
        value.as_array().into_iter().flatten().try_for_each(|item| self.fits(item, &rule["items"]))?;
        let Some(fields) = value.as_object() else { return Ok(()) };
        if rule["required"].as_array().into_iter().flatten().any(|name| !fields.contains_key(name.as_str().unwrap_or_default())) {
            return not("a field is missing");
        }
        fields.iter().try_for_each(|(name, field)| match (rule["properties"].get(name), &rule["additionalProperties"]) {
            (Some(rule), _) => self.fits(field, rule),
            (None, Value::Bool(false)) => not(&format!("the field {name} is not documented")),
            (None, rule) => self.fits(field, rule),
        })
    }
}

fn schema() -> Schema {
    Schema(serde_json::from_str(SCHEMA).expect("the schema is JSON"))
}

#[test]
fn the_json_of_every_report_is_as_its_schema_says() {
    let list = [
        company("L1", "Липецк", "светодиодные светильники", "курага"),
        company("L2", "Елец", "уличные светильники", ""),
        company("K1", "Худжанд", "курага", "светодиодные светильники; запчасти для летающей тарелки"),
        company("K2", "Худжанд", "", ""),
    ];
    let schema = schema();
    for (name, document) in reports_of(&list, &Language::ALL) {
        let mut bytes = Vec::new();
        write_document(&document, ReportForm::Json, &mut bytes).expect("a report is written");
        let report: Value = serde_json::from_slice(&bytes).expect("JSON");
        assert_eq!(schema.fits(&report, &schema.0), Ok(()), "{name}");
    }
}

#[test]
fn a_field_that_the_schema_does_not_know_is_noticed() {
    let schema = schema();
    let report = |block: Value| {
        let part = json!({ "language": "ru", "title": "", "subtitle": "", "source": "", "blocks": [block] });
        json!({ "report": "slip", "schema": 1, "as_of": "2026-11-28T00:00:00Z", "parts": [part] })
    };
    assert_eq!(schema.fits(&report(json!({ "type": "note", "text": "" })), &schema.0), Ok(()));
    for block in [json!({ "type": "note", "text": "", "size": 8 }), json!({ "type": "note" }), json!({ "type": "picture" })] {
        assert!(schema.fits(&report(block.clone()), &schema.0).is_err(), "{block}");
    }
}
