//! `hamkor match`.

use serde_json::Value;

use super::{Desk, Ran, ran, without_scores};

/// What the line of a request for silk looks like, score aside.
fn silk(id: &str, text: &str, reason: &str) -> String {
    format!(
        "{{\"id\":{id},\"text\":\"{text}\",\"confident\":true,\"direction\":\"buy\",\"results\":[{{\"id\":\"B2\",\"name\":\"Атласи Хуҷанд\",\
         \"city\":\"Худжанд\",\"score\":_,\"strength\":\"strong\",\"reasons\":[{{\"kind\":\"product\",\"request\":\"атлас\",\
         \"company\":\"атлас\",\"text\":\"{reason}\"}}]}}]}}\n"
    )
}

/// The line of a request that nobody fits.
fn nobody(id: &str, text: &str) -> String {
    format!("{{\"id\":{id},\"text\":\"{text}\",\"confident\":false,\"direction\":\"buy\",\"results\":[]}}\n")
}

const RU: &str = "«атлас» → «атлас»";
const EN: &str = "“атлас” → “атлас”";

#[test]
fn a_request_gives_one_line_of_json_with_all_that_is_promised() {
    let Ran { code, out, err } = Desk::with_list().run(&["match", "--format", "jsonl", "--", "атлас"]);
    assert_eq!((code, without_scores(&out), err.as_str()), (Some(0), silk("null", "атлас", RU), ""));
    let line: Value = serde_json::from_str(&out).expect("a line of JSON");
    let score = line["results"][0]["score"].as_f64().expect("a score is a number");
    assert!((0.0..=1.0).contains(&score), "{score}");
}

#[test]
fn every_line_of_input_gives_one_line_of_output_in_order() {
    let input = b"\xd0\xb0\xd1\x82\xd0\xbb\xd0\xb0\xd1\x81\n\n\
        {\"id\":\"q1\",\"text\":\"\xd0\xb0\xd1\x82\xd0\xbb\xd0\xb0\xd1\x81\",\"city\":\"\xd0\x9b\xd0\xb8\xd0\xbf\xd0\xb5\xd1\x86\xd0\xba\",\"lang\":\"en\"}\n\
        {\"text\": \"\xd1\x80\xd0\xb0\n\
        \0\n\
        {\"id\":[1],\"text\":\"\xd1\x80\xd0\xb0\xd0\xba\xd0\xb5\xd1\x82\xd1\x8b\"}\n\
        {\"text\":\"\"}\r\n\
        \xf0\x9f\x8e\x89";
    let expected = [
        silk("1", "атлас", EN),
        nobody("2", ""),
        silk("\"q1\"", "атлас", EN),
        nobody("4", "{\\\"text\\\": \\\"ра"),
        nobody("5", "\\u0000"),
        nobody("[1]", "ракеты"),
        nobody("null", ""),
        nobody("8", "🎉"),
    ];
    let Ran { code, out, err } = Desk::with_list().run_with(input, &["match", "--stdin", "--format", "jsonl", "--lang", "en"]);
    let told = "Line 4: it begins as JSON but has a fault at character 12; the request is left without an answer. Check quotes and \
                brackets, or write plain text.\n";
    assert_eq!((code, without_scores(&out), err.as_str()), (Some(1), expected.concat(), told));
}

#[test]
fn what_is_wrong_with_a_line_is_told_with_its_number_and_the_other_lines_are_answered() {
    let input = [
        "{\"text\":\"атлас\",\"city\":\"Москва\"}\n".as_bytes(),
        "{\"text\":\"атлас\",\"city\":\"Нигде\",\"lang\":\"de\"}\n".as_bytes(),
        "{\"id\":\"q3\",\"txt\":\"атлас\"}\n".as_bytes(),
        b"\xe0\xf2\xeb\xe0\xf1\n",
        "атлас\n".as_bytes(),
    ];
    let desk = Desk::with_list();
    let jsonl = |lang| desk.run_with(input.concat(), &["match", "--stdin", "--format", "jsonl", "--lang", lang]);
    let Ran { code, out, err } = jsonl("en");
    let told: Vec<&str> = err.lines().map(|line| &line[..line.find(". ").unwrap_or(line.len())]).collect();
    assert_eq!(
        told,
        [
            "Line 1: warning: there is no place \"Москва\" in Lipetsk or Sughd region; answered without it",
            "Line 2: warning: there is no place \"Нигде\" in Lipetsk or Sughd region; answered without it",
            "Line 2: warning: there is no language \"de\" here; answered without it",
            "Line 3: its JSON has no text, and the request is left without an answer",
            "Line 4: it is not UTF-8, and the request is left without an answer",
        ]
    );
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    let found: Vec<bool> = lines.iter().map(|line| line["confident"] == true).collect();
    assert_eq!((code, found.as_slice()), (Some(1), &[true, true, false, false, true][..]));
    assert_eq!((&lines[2]["id"], &lines[2]["results"]), (&Value::from("q3"), &Value::Array(Vec::new())));
    // In the other languages too, and only what was not answered makes it exit 1.
    assert!(jsonl("ru").err.starts_with("Строка 1: предупреждение: "), "{}", jsonl("ru").err);
    assert!(jsonl("tg").err.starts_with("Сатри 1: огоҳӣ: "), "{}", jsonl("tg").err);
    assert_eq!(desk.run_with(input[1], &["match", "--stdin"]).code, Some(0));
    assert_eq!(desk.run_with(input[3], &["match", "--stdin"]).out, "");
}

#[test]
fn a_line_that_is_no_text_is_answered_and_the_next_one_too() {
    let input = [&b"\xff\xfe\xc0 \xd0\n"[..], b"{\"text\":\"\xff\"}\n", "атлас\n".as_bytes()].concat();
    let Ran { code, out, err } = Desk::with_list().run_with(input, &["match", "--stdin", "--format", "jsonl"]);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!((code, lines.len(), err.lines().count()), (Some(1), 3, 2), "{err}");
    for line in &lines[..2] {
        let line: Value = serde_json::from_str(line).expect("a line of JSON");
        assert_eq!((&line["confident"], &line["results"]), (&Value::Bool(false), &Value::Array(Vec::new())), "{line}");
    }
    assert_eq!(without_scores(lines[2]) + "\n", silk("3", "атлас", RU));
}

#[test]
fn brackets_without_end_and_a_very_long_line_are_no_harm() {
    let desk = Desk::with_list();
    let deep = "{\"text\":".repeat(5_000);
    let long = "{\"id\":\"long\",\"text\":\"".to_owned() + &"атлас ".repeat(5_000) + "\"}";
    let Ran { code, out, err } = desk.run_with(format!("{deep}\n{long}\nатлас\n"), &["match", "--stdin", "--format", "jsonl"]);
    assert_eq!((code, out.lines().count(), err.lines().count()), (Some(1), 3, 1), "{err}");
    assert!(err.starts_with("Строка 1: ") && err.len() < 500, "{err}");
    assert!(out.lines().nth(1).is_some_and(|line| line.starts_with("{\"id\":\"long\"") && line.contains("\"B2\"")), "{out}");
}

#[test]
fn an_answer_is_printed_as_soon_as_it_is_known() {
    let desk = Desk::with_list();
    for (format, answer) in [("jsonl", "\"results\":[]}"), ("table", "На этот запрос в списке никто не подходит.")]
    {
        let mut talk = desk.talk(&["match", "--stdin", "--format", format]);
        for _ in 0..2 {
            talk.say("ракеты");
            let line = talk.hear();
            assert!(line.ends_with(answer), "{line}");
        }
        assert_eq!(talk.end(), ran(1, "", ""));
    }
}

#[test]
fn exit_1_says_that_nobody_was_found() {
    let desk = Desk::with_list();
    let nobody = "На этот запрос в списке никто не подходит.\n";
    assert_eq!(desk.run(&["match", "--", "ракеты"]), ran(1, nobody, ""));
    assert_eq!(desk.run(&["match", ""]), ran(1, nobody, ""));
    assert_eq!(desk.run(&["match", "--format", "json", "ракеты"]).code, Some(1));
    assert_eq!(desk.run_with("", &["match", "--stdin"]), ran(1, "", ""));
    assert_eq!(desk.run_with("ракеты\nподводные лодки\n", &["match", "--stdin", "--format", "csv"]).code, Some(1));
    assert_eq!(desk.run_with("ракеты\nатлас\nракеты\n", &["match", "--stdin", "--format", "csv"]).code, Some(0));
}

#[test]
fn a_greeting_or_small_talk_finds_no_company() {
    let desk = Desk::with_built_in_list();
    let texts = ["привет", "как дела?", "салом", "hello", "🎉", "12345"];
    let Ran { code, out, err } = desk.run_with(texts.join("\n"), &["match", "--stdin", "--format", "jsonl"]);
    assert_eq!((code, out.lines().count(), err.as_str()), (Some(1), texts.len(), ""));
    for line in out.lines() {
        let found: Value = serde_json::from_str(line).expect("a line of JSON");
        assert_eq!((&found["confident"], &found["results"]), (&Value::Bool(false), &Value::Array(Vec::new())), "{line}");
    }
}

#[test]
fn the_same_partners_come_in_every_format() {
    let desk = Desk::with_list();
    let table = desk.run(&["match", "--", "атлас"]);
    assert_eq!((table.code, table.err.as_str()), (Some(0), ""));
    for word in ["№", "Код", "Компания", "Город", "Балл", "Совпадение", "Почему", "B2", "Атласи Хуҷанд", "сильное совпадение", RU]
    {
        assert!(table.out.contains(word), "no {word} in {table:?}");
    }
    let csv = desk.run(&["match", "--format", "csv", "--", "атлас"]);
    let (header, row) = csv.out.split_once("\r\n").expect("a header");
    assert_eq!(header, "\u{feff}Запрос №;Запрос;Подходит;№;Код;Компания;Город;Балл;Совпадение;Почему");
    assert!(row.starts_with(";атлас;да;1;B2;Атласи Хуҷанд;Худжанд;") && row.ends_with(&format!(";сильное совпадение;{RU}\r\n")), "{row}");
    let json = desk.run(&["match", "--format", "json", "--", "атлас"]);
    let list: Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!((list[0]["results"][0]["id"].as_str(), list.as_array().map(Vec::len)), (Some("B2"), Some(1)));
    let xlsx = desk.command(&["match", "--format", "xlsx", "--", "атлас"]).output().expect("the program runs");
    assert!(xlsx.status.success() && xlsx.stdout.starts_with(b"PK") && xlsx.stderr.is_empty());
}

#[test]
fn a_request_that_looks_like_a_formula_is_guarded_in_csv() {
    let Ran { code, out, .. } = Desk::with_list().run(&["match", "--format", "csv", "--", "=атлас"]);
    assert_eq!(code, Some(0));
    assert!(out.contains("\r\n;'=атлас;"), "{out}");
}

#[test]
fn the_answer_is_in_the_language_of_the_request_unless_one_is_asked_for() {
    let desk = Desk::with_list();
    let said = |arguments: &[&str]| desk.run(&[&["match"], arguments].concat()).out;
    assert_eq!(said(&["--", "rockets needed"]), "Nobody on the list fits this request.\n");
    assert_eq!(said(&["--", "мушак лозим аст"]), "Ба ин дархост дар рӯйхат ширкати мувофиқ нест.\n");
    assert_eq!(said(&["--", "нужны ракеты"]), "На этот запрос в списке никто не подходит.\n");
    assert_eq!(said(&["--lang", "tg", "--", "нужны ракеты"]), "Ба ин дархост дар рӯйхат ширкати мувофиқ нест.\n");
    assert_eq!(said(&["--lang", "en-GB", "--", "нужны ракеты"]), "Nobody on the list fits this request.\n");
}

#[test]
fn whoever_asks_in_one_city_is_shown_the_other_first() {
    let desk = Desk::with_built_in_list();
    for (city, first) in
        [("Липецк", "Хуаксин Гаюр – Сугдцемент"), ("Худжанд", "Липецкцемент (ЦЕМРОС)"), ("Khujand", "Липецкцемент (ЦЕМРОС)")]
    {
        let Ran { code, out, err } = desk.run(&["match", "--city", city, "--format", "jsonl", "--", "цемент"]);
        let line: Value = serde_json::from_str(&out).expect("a line of JSON");
        assert_eq!((code, line["results"][0]["name"].as_str(), err.as_str()), (Some(0), Some(first), ""), "{city}");
    }
    let input = "{\"text\":\"цемент\",\"city\":\"Худжанд\"}\n{\"text\":\"цемент\"}\n";
    let Ran { out, .. } = desk.run_with(input, &["match", "--city", "Елец", "--stdin", "--format", "jsonl"]);
    let first: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    assert_eq!(first[0]["results"][0]["name"], "Липецкцемент (ЦЕМРОС)");
    assert_eq!(first[1]["results"][0]["name"], "Хуаксин Гаюр – Сугдцемент");
}

#[test]
fn no_more_partners_come_than_are_asked_for() {
    let desk = Desk::with_built_in_list();
    let ids = |limit: &str| -> Vec<String> {
        let Ran { out, .. } = desk.run(&["match", "--limit", limit, "--format", "jsonl", "--", "в Худжанде реконструируют больницу"]);
        let line: Value = serde_json::from_str(&out).expect("a line of JSON");
        line["results"].as_array().expect("a list").iter().map(|result| result["id"].to_string()).collect()
    };
    let all = ids("1000");
    assert!(all.len() > 5, "{all:?}");
    for limit in [1, 2, 5] {
        assert_eq!(ids(&limit.to_string()), all[..limit]);
    }
}

#[test]
fn the_hospital_request_finds_medsoft_first_in_each_language() {
    let desk = Desk::new();
    let input = "В Худжанде реконструируют больницу, нужно оснащение\nтаҷҳизоти тиббӣ барои беморхона лозим\nwe are rebuilding a hospital in Khujand\n";
    let Ran { code, out, err } = desk.run_with(input, &["match", "--stdin", "--format", "jsonl"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    for (line, word) in out.lines().zip(["Больнице нужна", "Ба беморхона", "A hospital needs"]) {
        let line: Value = serde_json::from_str(line).expect("a line of JSON");
        let first = &line["results"][0];
        assert_eq!((&line["confident"], &first["name"], &first["strength"]), (&true.into(), &"Медсофт".into(), &"strong".into()));
        let texts: Vec<&str> = first["reasons"].as_array().expect("a list").iter().filter_map(|reason| reason["text"].as_str()).collect();
        assert!(texts.iter().any(|text| text.contains(word)), "{texts:?}");
    }
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    let desk = Desk::with_built_in_list();
    let asked = || desk.run(&["match", "--limit", "50", "--format", "jsonl", "--", "реконструируем больницу и школу, нужны окна"]);
    let first = asked();
    assert_eq!((0..3).map(|_| asked()).find(|ran| *ran != first), None);
}

#[test]
fn who_asks_for_many_partners_gets_as_many_as_fit() {
    let desk = Desk::new();
    let rows: String = (0..150).map(|n| format!("Z{n},Светозавод {n},Липецк,светодиодные светильники\n")).collect();
    desk.write("lamps.csv", format!("id,name,city,offers\n{rows}"));
    assert_eq!(desk.run(&["--empty", "seed", "lamps.csv"]).code, Some(0));
    let Ran { out, .. } = desk.run(&["match", "--limit", "140", "--format", "json", "--", "светодиодные светильники"]);
    let found: Value = serde_json::from_str(&out).expect("JSON");
    let results = found.pointer("/results").or(found.pointer("/0/results")).and_then(Value::as_array).expect("results");
    assert_eq!(results.len(), 140);
    let Ran { out, .. } =
        desk.run(&["report", "partners", "--text", "светодиодные светильники", "--limit", "1000", "--lang", "en", "--format", "json"]);
    assert!(out.contains("150 companies fit"), "{}", &out[..out.len().min(2_000)]);
}
