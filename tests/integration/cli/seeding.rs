//! `hamkor seed`: what is said, what is stored, what is taken back. (How files are read is tested in the `seed` module.)

use super::{Desk, LIST, LISTED, Ran, ran};

/// The last line of a load, in English.
fn counted(file: &str, counts: [usize; 5], fate: &str) -> String {
    let [new, updated, unchanged, repeated, refused] = counts;
    let all: usize = counts.iter().sum();
    format!("{file}: in {all} = new {new} + updated {updated} + unchanged {unchanged} + repeated {repeated} + refused {refused}. {fate}\n")
}

const STORED: &str = "Stored.";
const DRY: &str = "Dry run: nothing was stored.";
const NOTHING: &str = "Nothing was stored.";

/// A load that ended with this code: remarks, then the last line; nothing of it is data.
fn said(code: i32, remarks: &str, last: String) -> Ran {
    ran(code, "", &(remarks.to_owned() + &last))
}

/// What is said of the sector words of a list that are all understood.
fn understood(file: &str, words: usize) -> String {
    format!("{file}: sector words: {words} of {words} recognised (100 %).\n")
}

impl Desk {
    fn seed(&self, arguments: &[&str]) -> Ran {
        self.run(&[&["--lang", "en", "seed"], arguments].concat())
    }
}

#[test]
fn a_new_directory_begins_with_the_loaded_list_alone() {
    let desk = Desk::new();
    desk.write("list.csv", LIST);
    assert_eq!(desk.seed(&["list.csv"]), said(0, &understood("list.csv", 3), counted("list.csv", [2, 0, 0, 0, 0], STORED)));
    assert_eq!(desk.run(&["companies", "--format", "jsonl"]), ran(0, LISTED, ""));
}

#[test]
fn a_dry_run_says_the_same_and_stores_nothing() {
    let desk = Desk::new();
    desk.write("list.csv", LIST);
    assert_eq!(desk.seed(&["list.csv", "--dry-run"]), said(0, &understood("list.csv", 3), counted("list.csv", [2, 0, 0, 0, 0], DRY)));
    assert_eq!(desk.listed(), "");
    assert_eq!(desk.seed(&["list.csv"]), said(0, &understood("list.csv", 3), counted("list.csv", [2, 0, 0, 0, 0], STORED)));
    assert_eq!(desk.seed(&["list.csv", "--dry-run"]), said(0, &understood("list.csv", 3), counted("list.csv", [0, 0, 2, 0, 0], DRY)));
}

#[test]
fn loading_twice_changes_nothing_and_a_newer_list_updates() {
    let desk = Desk::with_list();
    desk.write("list.csv", LIST);
    assert_eq!(desk.seed(&["list.csv"]), said(0, &understood("list.csv", 3), counted("list.csv", [0, 0, 2, 0, 0], STORED)));
    assert_eq!(desk.listed(), LISTED);
    desk.write("newer.csv", LIST.replace("атлас; адрас", "атлас; шоҳӣ") + "C3,Конибодом,Конибодом,Таджикистан,сухофрукты,,\n");
    assert_eq!(desk.seed(&["newer.csv"]), said(0, &understood("newer.csv", 4), counted("newer.csv", [1, 1, 1, 0, 0], STORED)));
    let newer = LISTED.replace("адрас", "шоҳӣ")
        + "{\"id\":\"C3\",\"name\":\"Конибодом\",\"city\":\"Конибодом\",\"country\":\"Таджикистан\",\"offers\":[\"сухофрукты\"]}\n";
    assert_eq!(desk.listed(), newer);
}

#[test]
fn what_was_loaded_is_found_by_the_next_command_and_what_was_taken_back_is_not() {
    let desk = Desk::with_list();
    desk.write("more.csv", "id,name,city,offers\nC3,Конибодом,Конибодом,сушёный абрикос\n");
    assert_eq!(desk.seed(&["more.csv"]).code, Some(0));
    assert!(desk.run(&["match", "--format", "jsonl", "--", "сушёный абрикос"]).out.contains("\"C3\""));
    assert_eq!(desk.seed(&["--undo"]).code, Some(0));
    assert_eq!(desk.run(&["match", "--", "сушёный абрикос"]), ran(1, "На этот запрос в списке никто не подходит.\n", ""));
}

#[test]
fn undo_takes_one_load_after_the_other_back() {
    let desk = Desk::with_list();
    desk.write("newer.csv", LIST.replace("атлас; адрас", "шоҳӣ") + "C3,Конибодом,Конибодом,,,,\n");
    assert_eq!(desk.seed(&["newer.csv"]).code, Some(0));
    let undone = "The load newer.csv is taken back: 1 removed, 1 given their former data back, 0 left as they are.\n";
    assert_eq!(desk.seed(&["--undo"]), ran(0, "", undone));
    assert_eq!(desk.listed(), LISTED);
    let undone = "The load list.csv is taken back: 2 removed, 0 given their former data back, 0 left as they are.\n";
    assert_eq!(desk.seed(&["--undo"]), ran(0, "", undone));
    assert_eq!(desk.listed(), "");
    assert_eq!(desk.seed(&["--undo"]), ran(1, "", "There is nothing to take back: no load yet, or all are taken back.\n"));
}

#[test]
fn undo_goes_back_over_loads_that_had_changed_nothing_and_says_so() {
    let desk = Desk::with_list();
    desk.write("list.csv", LIST);
    assert_eq!(desk.seed(&["list.csv"]).code, Some(0));
    assert_eq!(desk.seed(&["list.csv"]).code, Some(0));
    let idle = "The load list.csv had changed nothing in the list: it is taken back together with the one before it.\n";
    let undone = "The load list.csv is taken back: 2 removed, 0 given their former data back, 0 left as they are.\n";
    assert_eq!(desk.seed(&["--undo"]), ran(0, "", &format!("{idle}{idle}{undone}")));
    assert_eq!(desk.listed(), "");
}

#[test]
fn a_broken_list_stores_nothing_and_every_fault_is_named_with_file_row_and_column() {
    let desk = Desk::with_list();
    desk.write("broken.csv", "Партнёры города,,\nКод,Название,Город\nC3,Конибодом,Конибодом\nC4,,Елец\nC5,Сокол,\nC3,Конибодом,Елец\n");
    let faults = "broken.csv, row 4, column “Название”: the name of the company is missing. Fill it in.\n\
                  broken.csv, row 5, column “Город”: the city is missing. Fill it in, for example Lipetsk or Khujand.\n\
                  broken.csv, row 6: the same company as in row 3, with other data. Keep one of them, or give them different ids.\n";
    assert_eq!(desk.seed(&["broken.csv"]), said(1, faults, counted("broken.csv", [1, 0, 0, 0, 3], NOTHING)));
    assert_eq!(desk.listed(), LISTED);
    assert_eq!(desk.seed(&["broken.csv", "--dry-run"]).code, Some(1));
    assert_eq!(desk.seed(&["broken.csv", "--skip-bad"]), said(0, faults, counted("broken.csv", [1, 0, 0, 0, 3], STORED)));
    assert_eq!(desk.listed(), format!("{LISTED}{{\"id\":\"C3\",\"name\":\"Конибодом\",\"city\":\"Конибодом\"}}\n"));
}

#[test]
fn a_quote_that_is_never_closed_stores_nothing_even_when_bad_rows_may_be_skipped() {
    let desk = Desk::new();
    desk.write("torn.csv", "id,name,city\nA,Сокол,Липецк\nB,\"Медсофт,Липецк\nC,Арча,Хуҷанд\n");
    let fault = "torn.csv, row 3: the quote opened in this row is never closed, so where the next rows begin is not known: the file is not read \
                 further and nothing of it is stored, with --skip-bad neither. Close the quote in this row or take it out, and load the file \
                 again.\n";
    for arguments in [&["torn.csv"][..], &["torn.csv", "--skip-bad"]] {
        assert_eq!(desk.seed(arguments), said(1, fault, counted("torn.csv", [1, 0, 0, 0, 1], NOTHING)));
    }
    for language in ["ru", "tg"] {
        let told = desk.run(&["seed", "torn.csv", "--skip-bad", "--lang", language]).err;
        assert!(told.contains("--skip-bad") && told.contains('3'), "{told}");
    }
    assert_eq!(desk.listed(), "");
}

#[test]
fn a_workbook_of_the_list_is_loaded_again_and_changes_nothing() {
    let desk = Desk::with_list();
    let workbook = desk.command(&["companies", "--format", "xlsx"]).output().expect("Hamkor runs").stdout;
    desk.write("list.xlsx", workbook);
    assert_eq!(desk.seed(&["list.xlsx"]), said(0, &understood("list.xlsx", 3), counted("list.xlsx", [0, 0, 2, 0, 0], STORED)));
    assert_eq!(desk.listed(), LISTED);
}

#[test]
fn strict_makes_faults_of_warnings() {
    let desk = Desk::new();
    desk.write("list.csv", "id,name,city,tax_id\nA,Сокол,Москва,\nB,Медсофт,Липецк,4823006704\nC,Арча,Хуҷанд,\n");
    let city = "“Москва” is no town or district of Lipetsk or Sughd region. Check the spelling.";
    let tax = "“4823006704” is not a right tax number (10 or 12 digits with check digits in Russia, 9 in Tajikistan). Check it.";
    let faults = format!("list.csv, row 2, column “city”: {city}\nlist.csv, row 3, column “tax_id”: {tax}\n");
    let warnings = format!("list.csv, row 2, column “city”: warning: {city}\nlist.csv, row 3, column “tax_id”: warning: {tax}\n");
    assert_eq!(desk.seed(&["list.csv", "--strict"]), said(1, &faults, counted("list.csv", [1, 0, 0, 0, 2], NOTHING)));
    assert_eq!(desk.seed(&["list.csv", "--strict", "--skip-bad"]), said(0, &faults, counted("list.csv", [1, 0, 0, 0, 2], STORED)));
    assert_eq!(desk.seed(&["list.csv"]), said(0, &warnings, counted("list.csv", [2, 0, 1, 0, 0], STORED)));
}

#[test]
fn repeats_and_unknown_columns_are_warned_of() {
    let desk = Desk::new();
    desk.write("list.csv", "id,name,city,Рост\nA,Сокол,Липецк,1\nA,Сокол,Липецк,2\n");
    let warnings = "list.csv, row 3: warning: repeats row 2; stored once.\nlist.csv: warning: unknown columns were not read (1): Рост\n";
    assert_eq!(desk.seed(&["list.csv"]), said(0, warnings, counted("list.csv", [1, 0, 0, 1, 0], STORED)));
}

#[test]
fn likely_duplicates_in_two_alphabets_are_shown_and_both_are_stored() {
    let desk = Desk::new();
    desk.write("list.csv", "id,name,city\nA,ООО «Медсофт»,Липецк\nB,Medsoft LLC,Lipetsk\n");
    let warning = "list.csv, row 3: warning: looks like the company in row 2. Perhaps it is one company; both are stored.\n";
    assert_eq!(desk.seed(&["list.csv"]), said(0, warning, counted("list.csv", [2, 0, 0, 0, 0], STORED)));
}

#[test]
fn a_telephone_that_the_list_has_already_is_shown_without_its_digits() {
    let desk = Desk::new();
    desk.write("old.csv", "id,name,city,phone\nA,Фабрика,Липецк,\"8 (4742) 22-33-44, 8-900-111-22-33\"\n");
    desk.write("new.csv", "id,name,city,phone\nB,Мебель плюс,Липецк,+7 900 111 22 33\nC,Сон,Липецк,+7 900 111 22 34\n");
    assert_eq!(desk.seed(&["old.csv"]), said(0, "", counted("old.csv", [1, 0, 0, 0, 0], STORED)));
    let warning =
        "new.csv, row 2: warning: this telephone is in the list already: Фабрика (id A). Perhaps it is one company; both are stored.\n";
    assert_eq!(desk.seed(&["new.csv", "--dry-run"]), said(0, warning, counted("new.csv", [2, 0, 0, 0, 0], DRY)));
    assert_eq!(desk.seed(&["new.csv"]), said(0, warning, counted("new.csv", [2, 0, 0, 0, 0], STORED)));
    assert_eq!(desk.seed(&["new.csv"]), said(0, "", counted("new.csv", [0, 0, 2, 0, 0], STORED)));
}

#[test]
fn files_that_are_no_list_are_refused_by_name() {
    let desk = Desk::new();
    desk.write("empty.csv", "");
    desk.write("header.csv", "id,name,city\n");
    desk.write("prose.txt", "Уважаемые коллеги!\nСписок вышлем завтра.\n");
    desk.write("list.xlsx", "PK");
    desk.write("list.xls", "x");
    desk.write("list.doc", "x");
    desk.write("list.json", "{\"companies\": 1}");
    std::fs::create_dir(desk.path("folder.csv")).expect("a folder is made");
    for (file, told) in [
        ("empty.csv", "empty.csv: the file is empty.\n"),
        ("header.csv", "header.csv: warning: there is no company in the file.\n"),
        ("prose.txt", "prose.txt: there is no header row."),
        ("list.xlsx", "list.xlsx: this is not an Excel workbook."),
        ("list.xls", "list.xls: xls files are not read."),
        ("list.doc", "list.doc: files of the kind “doc” are not read."),
        ("list.json", "list.json: there is no list of companies here."),
        ("folder.csv", "folder.csv: this is not a regular file"),
        ("none.csv", "none.csv: there is no such file. Check the path.\n"),
    ] {
        let Ran { code, out, err } = desk.seed(&[file]);
        assert_eq!((code, out.as_str(), err.lines().count()), (Some(1), "", 2), "{file}: {err}");
        assert!(err.ends_with(&counted(file, [0; 5], NOTHING)), "{file}: {err}");
        assert!(err.starts_with(told), "{file}: {err}");
    }
    assert_eq!(desk.listed(), "");
}

#[test]
fn every_file_is_a_load_of_its_own() {
    let desk = Desk::new();
    desk.write("list.csv", LIST);
    desk.write("broken.csv", "id,name,city\nC3,,Елец\n");
    desk.write("more.jsonl", "{\"id\":\"C3\",\"name\":\"Конибодом\",\"city\":\"Конибодом\"}\n");
    let lines = [
        understood("list.csv", 3),
        counted("list.csv", [2, 0, 0, 0, 0], STORED),
        "broken.csv, row 2, column “name”: the name of the company is missing. Fill it in.\n".to_owned(),
        counted("broken.csv", [0, 0, 0, 0, 1], NOTHING),
        counted("more.jsonl", [1, 0, 0, 0, 0], STORED),
    ];
    assert_eq!(desk.seed(&["list.csv", "broken.csv", "more.jsonl"]), ran(1, "", &lines.concat()));
    assert_eq!(desk.listed().lines().count(), 3);
}

#[test]
fn a_torn_line_of_json_is_named_and_nothing_is_stored() {
    let desk = Desk::new();
    desk.write("list.jsonl", "{\"id\":\"A\",\"name\":\"Сокол\",\"city\":\"Липецк\"}\n\n{\"id\":\"B\",\"name\":\"Ме");
    let fault = "list.jsonl, row 3: the item breaks off. Export the whole file again.\n";
    assert_eq!(desk.seed(&["list.jsonl"]), said(1, fault, counted("list.jsonl", [1, 0, 0, 0, 1], NOTHING)));
    assert_eq!(desk.listed(), "");
}

#[test]
fn a_list_from_an_old_russian_spreadsheet_is_read() {
    let desk = Desk::new();
    let (list, _, _) =
        encoding_rs::WINDOWS_1251.encode("Партнёры;;\r\n;;\r\nНазвание:;ГОРОД;Чем занимается\r\nСокол;г. Липецк;чугунные трубы\r\n");
    desk.write("список.csv", list);
    assert_eq!(desk.seed(&["список.csv"]), said(0, &understood("список.csv", 1), counted("список.csv", [1, 0, 0, 0, 0], STORED)));
    assert!(desk.listed().contains("\"name\":\"Сокол\",\"city\":\"г. Липецк\",\"offers\":[\"чугунные трубы\"]"));
}

#[test]
fn remarks_come_in_the_language_that_is_asked_for() {
    let desk = Desk::new();
    desk.write("list.csv", "id,name,city\nA,,Липецк\n");
    for (language, fault, count) in [
        (
            "ru",
            "list.csv, строка 2, столбец «name»: нет названия компании. Впишите его.\n",
            "list.csv: строк 1 = новых 0 + обновлено 0 + без изменений 0 + повторов 0 + отклонено 1. Ничего не сохранено.\n",
        ),
        (
            "tg",
            "list.csv, сатри 2, сутуни «name»: номи ширкат нест. Онро нависед.\n",
            "list.csv: сатрҳо 1 = нав 0 + навшуда 0 + бетағйир 0 + такрорӣ 0 + радшуда 1. Чизе нигоҳ дошта нашуд.\n",
        ),
    ] {
        assert_eq!(desk.run(&["seed", "list.csv", "--lang", language]), said(1, fault, count.to_owned()));
    }
}

#[test]
fn the_items_of_a_json_list_are_called_so_and_no_rows() {
    let desk = Desk::new();
    desk.write(
        "list.JSON",
        r#"[{"name":"Сокол","city":"Елец"},{"name":"сокол","city":"Елец","offers":"хрюкатор"},{"name":"","city":"Елец"}]"#,
    );
    for (language, told) in [
        (
            "ru",
            "list.JSON, запись 2: предупреждение: похоже на компанию в записи 1. Возможно, это одна компания; сохранены обе.\n\
             list.JSON, запись 3, столбец «name»: нет названия компании. Впишите его.\n\
             list.JSON: слова об отраслях: узнано 0 из 1 (0 %).\n\
             list.JSON: незнакомое слово «хрюкатор»: 1 запись, это запись 2.",
        ),
        ("tg", "list.JSON, сабти 2: огоҳӣ: ба ширкати сабти 1 монанд аст. "),
        ("en", "list.JSON, item 2: warning: looks like the company in item 1. "),
    ] {
        let Ran { code, err, .. } = desk.run(&["seed", "list.JSON", "--lang", language]);
        assert!(code == Some(1) && err.starts_with(told), "{err}");
        assert!(!["строк 2", "строка", "сатри", " row"].iter().any(|row| err.contains(row)), "{err}");
    }
}

#[test]
fn nothing_in_a_list_steers_the_terminal() {
    let desk = Desk::new();
    desk.write("list.csv", "id,name,city,\u{1b}[31mЦвет\nA,\u{1b}]0;x\u{7}Сокол\u{202e},Мос\u{1b}[2Jква,1\nB,,\u{1b}[2J,\n");
    let Ran { code, out, err } = desk.seed(&["list.csv", "--skip-bad"]);
    assert_eq!(code, Some(0), "{out}{err}");
    assert!(!(out + &err + &desk.listed()).contains(['\u{1b}', '\u{7}', '\u{202e}']), "{err:?}");
}

const WORDS: &str = "name,city,sectors,offers\n\
    Сокол,Липецк,цемент,хрюкатор\n\
    Арча,Хуҷанд,хрюкатор; мибель,\n\
    Лютик,Елец,,\"Хрюкатор, и др.\"\n";

#[test]
fn sector_words_that_are_not_understood_are_listed_with_the_sectors_that_may_be_meant() {
    let desk = Desk::new();
    desk.write("list.csv", WORDS);
    let told = "list.csv: sector words: 1 of 4 recognised (25 %).\n\
                list.csv: unknown word “хрюкатор”: 2 rows, the first is row 3. No sector is like it; say it in other words.\n\
                list.csv: unknown word “мибель”: 1 row, which is row 3. Perhaps: Furniture; Furniture shops.\n";
    assert_eq!(desk.seed(&["list.csv", "--dry-run"]), said(0, told, counted("list.csv", [3, 0, 0, 0, 0], DRY)));
    assert_eq!(desk.seed(&["list.csv"]), said(0, told, counted("list.csv", [3, 0, 0, 0, 0], STORED)));
}

#[test]
fn sector_words_are_told_of_in_each_language() {
    let desk = Desk::new();
    desk.write("list.csv", WORDS);
    for (language, told) in [
        (
            "ru",
            "list.csv: слова об отраслях: узнано 1 из 4 (25 %).\n\
             list.csv: незнакомое слово «хрюкатор»: 2 строки, первая — строка 3. Похожих отраслей нет; напишите другими словами.\n\
             list.csv: незнакомое слово «мибель»: 1 строка, это строка 3. Может быть: Мебель; Мебельные магазины.\n",
        ),
        (
            "tg",
            "list.csv: калимаҳо дар бораи соҳа: аз 4 калима 1 шинохта шуд (25 %).\n\
             list.csv: калимаи ношинос «хрюкатор»: дар 2 сатр, аввал дар сатри 3. Соҳаи монанд нест; бо калимаҳои дигар нависед.\n\
             list.csv: калимаи ношинос «мибель»: дар 1 сатр, аввал дар сатри 3. Шояд: Мебел; Мағозаи мебел.\n",
        ),
    ] {
        let Ran { code, err, .. } = desk.run(&["seed", "list.csv", "--dry-run", "--lang", language]);
        assert_eq!(code, Some(0));
        assert!(err.starts_with(told), "{err}");
        assert_eq!(err.lines().count(), 4, "{err}");
    }
}

#[test]
fn twenty_unknown_sector_words_are_listed_and_the_others_counted() {
    let desk = Desk::new();
    let rows: String = (1..=23).map(|number| format!("Сокол {number},Липецк,хрюкатор{}\n", "щ".repeat(number))).collect();
    desk.write("list.csv", format!("name,city,sectors\n{rows}"));
    let err = desk.seed(&["list.csv", "--dry-run"]).err;
    let lines: Vec<&str> = err.lines().collect();
    assert_eq!(
        (lines.len(), lines[0], lines[21]),
        (23, "list.csv: sector words: 0 of 23 recognised (0 %).", "list.csv: and 3 more unknown words."),
        "{err}"
    );
}

#[test]
fn the_corpus_loads_in_one_command_and_every_file_is_counted() {
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let expected = std::fs::read_to_string(corpus.join("expected.jsonl")).expect("the expectations are readable");
    let expected: Vec<serde_json::Value> = expected.lines().map(|line| serde_json::from_str(line).expect("an expectation")).collect();
    let plain: Vec<_> = expected.iter().filter(|case| case["args"] == serde_json::json!([]) && case["before"].is_null()).collect();
    let files: Vec<String> =
        plain.iter().map(|case| corpus.join("files").join(case["file"].as_str().expect("a name")).display().to_string()).collect();
    let desk = Desk::new();
    let arguments: Vec<&str> = ["--dry-run"].into_iter().chain(files.iter().map(String::as_str)).collect();
    let Ran { code, out, err } = desk.seed(&arguments);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    let counts = |case: &serde_json::Value| {
        ["new", "updated", "unchanged", "repeated", "refused"].map(|key| case[key].as_u64().unwrap_or(99) as usize)
    };
    let last = |(case, file): (&&serde_json::Value, &String)| counted(file, counts(case), if case["code"] == 0 { DRY } else { NOTHING });
    let wrong: Vec<String> = plain.iter().zip(&files).map(last).filter(|line| !err.contains(line.as_str())).collect();
    assert!(wrong.is_empty(), "{}", wrong.concat());
    assert!(!err.contains(['\u{1b}', '\u{7}', '\u{202e}']));
}
