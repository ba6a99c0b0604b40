//! `hamkor companies`: the list out, and in again.

use super::{Desk, LISTED, ran};

/// Companies whose every cell is awkward for some format.
const AWKWARD: &str = "id,name,city,offers,needs,description,website,phone,email,languages,source\n\
    F1,=1+1,Липецк,\"-мука, крупы; +сахар\",@покупатели,\"строка\nвторая; «и» \"\"кавычки\"\"\",https://a.example/?q=1;2,+7 4742 000000,a@b.example,\"ru, tg\",\u{ff1d}SUM(A1)\n\
    F2,'Апостроф,Хуҷанд,\"кабель 1,5 мм, провод (медь, латунь)\",,\"<b>&amp;</b>\",,\"'+992 92 000; 8 800\",,,\n\
    0003,\"Ноль, спереди\",Елец,1;2,,-,,,,,\n";

#[test]
fn the_list_is_printed_one_company_a_line_with_its_filled_fields() {
    assert_eq!(Desk::with_list().run(&["companies", "--format", "jsonl"]), ran(0, LISTED, ""));
}

#[test]
fn every_value_of_a_line_is_a_text_or_a_list_of_texts_under_a_known_key() {
    const KEYS: [&str; 15] = [
        "id",
        "name",
        "city",
        "country",
        "sectors",
        "offers",
        "needs",
        "description",
        "website",
        "phone",
        "email",
        "telegram",
        "tax_id",
        "languages",
        "source",
    ];
    let list = Desk::with_built_in_list().listed();
    assert!(list.lines().count() > 20, "{list}");
    for line in list.lines() {
        let company: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line).expect("a line of JSON");
        for (key, value) in &company {
            let is_text = value.is_string() || value.as_array().is_some_and(|items| items.iter().all(serde_json::Value::is_string));
            assert!(KEYS.contains(&key.as_str()) && is_text, "{key}: {value}");
        }
        assert!(["id", "name", "city", "source"].iter().all(|key| company.contains_key(*key)), "{line}");
    }
}

#[test]
fn the_list_goes_into_every_format() {
    let desk = Desk::with_list();
    let csv = "id;name;city;country;sectors;offers;needs;description;website;phone;email;telegram;tax_id;languages;source\r\n\
               A1;Медсофт;Липецк;Россия;;медицинская информационная система;;;;'+7 4742 000000;;;4823006703;;\r\n\
               B2;Атласи Хуҷанд;Худжанд;Таджикистан;;\"атлас; адрас\";;;;;;;;;\r\n";
    assert_eq!(desk.run(&["companies", "--format", "csv"]), ran(0, &format!("\u{feff}{csv}"), ""));
    let plain = csv.replace(';', ",").replace("атлас, адрас", "атлас; адрас").replace("\"атлас; адрас\"", "атлас; адрас");
    assert_eq!(desk.run(&["companies", "--format", "csv", "--plain"]), ran(0, &plain, ""));
    let list = LISTED.trim_end().replace('\n', ",\n  ");
    assert_eq!(desk.run(&["companies", "--format", "json"]), ran(0, &format!("[\n  {list}\n]\n"), ""));
    let table = desk.run(&["companies"]);
    assert_eq!((table.code, table.err.as_str()), (Some(0), ""));
    for word in ["A1", "Медсофт", "Липецк", "медицинская информационная система", "B2", "Атласи Хуҷанд", "Худжанд", "атлас; адрас"]
    {
        assert!(table.out.contains(word), "no {word} in {table:?}");
    }
    assert!(table.out.lines().all(|line| line.chars().count() <= 120), "{table:?}");
    let xlsx = desk.command(&["companies", "--format", "xlsx"]).output().expect("the program runs");
    assert!(xlsx.status.success() && xlsx.stdout.starts_with(b"PK") && xlsx.stderr.is_empty());
}

#[test]
fn filters_leave_what_lies_in_the_place_and_trades_in_the_sector() {
    let desk = Desk::with_list();
    let first = || LISTED.lines().next().unwrap_or_default().to_owned() + "\n";
    let second = || LISTED.lines().nth(1).unwrap_or_default().to_owned() + "\n";
    for (filter, listed) in [
        (&["--city", "Липецк"][..], first()),
        (&["--city", "Липецкая область"], first()),
        (&["--city", "Россия"], first()),
        (&["--city", "Хуҷанд"], second()),
        (&["--city", "Суғд"], second()),
        (&["--sector", "ткани"], second()),
        (&["--city", "Липецк", "--sector", "медицинские информационные системы"], first()),
    ] {
        let arguments = [&["companies", "--format", "jsonl"], filter].concat();
        assert_eq!(desk.run(&arguments), ran(0, &listed, ""), "{filter:?}");
    }
}

#[test]
fn a_filter_that_leaves_nobody_ends_with_exit_1() {
    let desk = Desk::with_list();
    let told = "There are no such companies on the list.\nMost companies are here: Липецк (1), Худжанд (1).\n";
    let listed = |filter: &[&str]| desk.run(&[&["companies", "--lang", "en"], filter].concat());
    assert_eq!(listed(&["--city", "Елец"]), ran(1, "", told));
    assert_eq!(listed(&["--city", "Елец", "--format", "jsonl"]), ran(1, "", told));
    assert_eq!(listed(&["--city", "Елец", "--format", "json"]), ran(1, "[]\n", told));
    assert_eq!(listed(&["--city", "Липецк", "--sector", "ткани", "--format", "jsonl"]), ran(1, "", told));
    assert_eq!(listed(&["--source", "справочник"]), ran(1, "", "There are no such companies on the list.\n"));
}

#[test]
fn the_table_has_its_headings_in_the_language_asked_for() {
    let desk = Desk::with_list();
    for (language, heading) in [("ru", "Компания"), ("tg", "Ширкат"), ("en", "Company")] {
        let table = desk.run(&["companies", "--lang", language]).out;
        assert!(table.contains(heading) && !table.contains("offers"), "{table}");
    }
}

#[test]
fn a_list_written_out_and_loaded_again_is_the_same_list() {
    let desk = Desk::with_list();
    desk.write("awkward.csv", AWKWARD);
    assert_eq!(desk.run(&["seed", "awkward.csv"]).code, Some(0));
    for (file, format) in [("a.csv", &["csv"][..]), ("b.csv", &["csv", "--plain"]), ("c.jsonl", &["jsonl"]), ("d.json", &["json"])] {
        written_and_loaded(&desk, file, format);
    }
}

#[test]
fn the_built_in_lists_written_out_and_loaded_again_are_the_same_list() {
    let desk = Desk::with_built_in_list();
    assert_eq!(desk.run(&["seed", "--samples"]).code, Some(0));
    written_and_loaded(&desk, "all.csv", &["csv"]);
    let again = desk.run(&["seed", "all.csv", "--lang", "en"]);
    let count = desk.listed().lines().count();
    assert!(count > 400, "{count} companies");
    let unchanged = format!("in {count} = new 0 + updated 0 + unchanged {count} + repeated 0 + refused 0. Stored.\n");
    assert!(again.code == Some(0) && again.err.ends_with(&unchanged), "{again:?}");
}

/// Writes the list into a file and loads that on another desk.
fn written_and_loaded(desk: &Desk, file: &str, format: &[&str]) {
    let list = desk.listed();
    let count = list.lines().count();
    let written = desk.run(&[&["companies", "--format"], format].concat());
    assert_eq!((written.code, written.err.as_str()), (Some(0), ""), "{file}");
    desk.write(file, &written.out);
    let other = Desk::new();
    other.write(file, &written.out);
    let loaded = other.run(&["seed", file, "--lang", "en"]);
    let stored = format!("{file}: in {count} = new {count} + updated 0 + unchanged 0 + repeated 0 + refused 0. Stored.\n");
    assert!(loaded.code == Some(0) && loaded.err.ends_with(&stored), "{loaded:?}");
    assert_eq!(other.listed(), list, "{file}");
}

#[test]
fn nothing_in_a_csv_is_run_by_a_spreadsheet() {
    let desk = Desk::new();
    desk.write("awkward.csv", AWKWARD);
    assert_eq!(desk.run(&["seed", "awkward.csv"]).code, Some(0));
    let csv = desk.run(&["companies", "--format", "csv"]).out;
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("CSV");
    assert_eq!(rows.len(), 3);
    for cell in rows.iter().flatten() {
        let first = cell.trim_start().chars().next();
        assert!(!first.is_some_and(|first| "=+-@\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}".contains(first)), "{cell}");
    }
    let guarded: Vec<&str> = rows.iter().flatten().filter(|cell| cell.starts_with('\'')).collect();
    let expected = ["'-", "'=1+1", "'-мука, крупы; +сахар", "'@покупатели", "'+7 4742 000000", "'\u{ff1d}SUM(A1)", "'+992 92 000; 8 800"];
    for cell in expected {
        assert!(guarded.contains(&cell), "no {cell} in {guarded:?}");
    }
}
