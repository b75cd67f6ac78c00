//! The interface is documented by what it is.

use std::collections::BTreeSet;

use lianban::backend::http::document;
use lianban::domain::policy::Role;
use serde_json::Value;

const METHODS: [&str; 5] = ["get", "put", "post", "patch", "delete"];

/// Every operation of the document: method, path, and what it says.
pub fn operations() -> Vec<(String, String, Value)> {
    let document = serde_json::to_value(document()).unwrap();
    let paths = document["paths"].as_object().unwrap().clone();
    let all = paths.into_iter().flat_map(|(path, item)| {
        let item = item.as_object().unwrap().clone();
        item.into_iter()
            .map(move |(method, operation)| (method, path.clone(), operation))
    });
    all.filter(|(method, ..)| METHODS.contains(&method.as_str()))
        .collect()
}

#[test]
fn the_document_in_the_repository_is_that_of_the_code() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/it/snapshots/openapi.json"
    );
    let made = document().to_pretty_json().unwrap() + "\n";
    if std::env::var_os("INSTA_UPDATE").is_some_and(|update| update == "always") {
        std::fs::write(path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        kept == made,
        "the interface has changed: run the test with INSTA_UPDATE=always and look at the difference"
    );
}

#[test]
fn the_document_is_openapi_3_1() {
    let document = serde_json::to_value(document()).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(
        document["components"]["securitySchemes"]["session"]["scheme"],
        "bearer"
    );
}

#[test]
fn every_operation_says_what_it_does_who_may_call_it_and_how_it_refuses() {
    let roles: BTreeSet<&str> = Role::ALL.iter().map(|role| role.code()).collect();
    let operations = operations();
    assert!(operations.len() >= 20, "{}", operations.len());
    let mut ids = BTreeSet::new();
    for (method, path, operation) in operations {
        let which = format!("{method} {path}");
        assert!(
            operation["summary"]
                .as_str()
                .is_some_and(|summary| summary.len() > 4),
            "{which}: no summary"
        );
        assert!(
            ids.insert(operation["operationId"].as_str().unwrap().to_owned()),
            "{which}: its id is taken"
        );
        let security = operation["security"]
            .as_array()
            .unwrap_or_else(|| panic!("{which}: no rule"));
        for role in security
            .iter()
            .flat_map(|rule| rule["session"].as_array().unwrap())
        {
            assert!(
                roles.contains(role.as_str().unwrap()),
                "{which}: no role {role}"
            );
        }
        let responses = operation["responses"].as_object().unwrap();
        let refusals = responses
            .iter()
            .filter(|(status, _)| *status == "default" || *status >= &"400".to_owned());
        for (status, response) in refusals {
            let schema = &response["content"]["application/problem+json"]["schema"]["$ref"];
            assert_eq!(schema, "#/components/schemas/Problem", "{which}: {status}");
        }
        assert!(responses.contains_key("default"), "{which}: no refusal");
        assert_eq!(
            security.is_empty(),
            !responses.contains_key("401"),
            "{which}: 401 where a session is asked for"
        );
    }
}

#[test]
fn every_schema_that_is_named_is_there() {
    let text = serde_json::to_string(&document()).unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    for part in text.split("#/components/schemas/").skip(1) {
        let name = part.split('"').next().unwrap();
        assert!(schemas.contains_key(name), "{name}");
    }
}
