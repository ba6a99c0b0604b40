//! `hamkor chat` through a pipe.

use super::{Desk, ran};

const HOSPITAL: &str = "В Худжанде реконструируют больницу, нужно оснащение";

#[test]
fn the_first_chat_knows_the_built_in_list() {
    let desk = Desk::new();
    let ran = desk.run_with(format!("{HOSPITAL}\n"), &["chat"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert!(ran.out.starts_with("Проект: Больница"), "{ran:?}");
    assert!(ran.out.contains("\n1. Медсофт, Липецк — сильное совпадение\n"), "{ran:?}");
    assert!(desk.path("hamkor-data").is_dir());
}

#[test]
fn an_empty_beginning_knows_nobody() {
    let desk = Desk::new();
    let nobody = "Вы ищете: цемент\nНа этот запрос в списке никто не подходит.\n\n\
                  Попробуйте другие слова или более общее название либо попросите свою торгово-промышленную палату добавить такую компанию.\n\
                  [1] Сообщить, когда появится\n\n";
    assert_eq!(desk.run_with("нужен цемент\n", &["chat", "--empty"]), ran(0, nobody, ""));
    assert_eq!(desk.listed(), "");
}

#[test]
fn a_directory_that_began_empty_stays_empty() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["companies", "--empty"]), ran(1, "", ""));
    assert_eq!(desk.run(&["companies"]), ran(1, "", ""));
}

#[test]
fn samples_are_loaded_on_request_before_the_first_line() {
    let desk = Desk::with_list();
    let ran = desk.run_with("/samples\n", &["chat", "--samples"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert!(ran.out.starts_with("Образцы компаний уже загружены."), "{ran:?}");
}

#[test]
fn each_answer_comes_before_the_next_line_is_sent() {
    let desk = Desk::with_list();
    let mut talk = desk.talk(&["chat"]);
    for (line, answer) in [
        ("/language en", "Answers will be in English from now on."),
        (
            "/city Липецк",
            "Noted: you are on the Lipetsk side. Partners from Khujand and Sughd come first. I do not write first at night by the clock of Lipetsk.",
        ),
        ("🎉", "There are no words in your message. Write in words what you need, sell or plan."),
    ] {
        talk.say(line);
        assert_eq!(talk.hear(), answer);
        assert_eq!(talk.hear(), "");
    }
    assert_eq!(talk.end(), ran(0, "", ""));
}

#[test]
fn a_chat_without_input_ends_at_once() {
    assert_eq!(Desk::with_list().run_with("", &["chat"]), ran(0, "", ""));
}

#[test]
fn the_last_line_needs_no_line_end() {
    let answer = "Теперь ответы будут на русском.\n\n";
    assert_eq!(Desk::with_list().run_with("/language ru", &["chat"]), ran(0, answer, ""));
}

#[test]
fn lines_may_end_as_on_windows_and_begin_with_the_mark_of_utf_8() {
    let answer = "Answers will be in English from now on.\n\n";
    assert_eq!(Desk::with_list().run_with("\u{feff}/language en\r\n", &["chat"]), ran(0, answer, ""));
}

#[test]
fn bytes_that_are_no_text_are_answered_in_words() {
    let ran = Desk::with_list().run_with(b"\xff\xfe\xfd\n\0\0\0\n\x1b[2J\n\xd0\n", &["chat", "--lang", "en"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let no_words = ran.out.matches("There are no words in your message.").count();
    assert!(no_words >= 3 && !ran.out.contains(['\u{1b}', '\0']), "{ran:?}");
}

#[test]
fn a_line_of_a_megabyte_is_one_message() {
    let ran = Desk::with_list().run_with("цемент ".repeat(150_000) + "\n/language en\n", &["chat"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert!(ran.out.starts_with("Сообщение длинное: прочитано только его начало.\n"), "{ran:?}");
    assert!(ran.out.ends_with("Answers will be in English from now on.\n\n"), "{ran:?}");
}

#[test]
fn a_chosen_language_outlives_kill_9() {
    let desk = Desk::with_list();
    let mut talk = desk.talk(&["chat"]);
    talk.say("/language tg");
    assert_eq!(talk.hear(), "Акнун ҷавобҳо бо забони тоҷикӣ мешаванд.");
    talk.kill();
    let ran = desk.run_with("🎉\n", &["chat"]);
    assert_eq!(ran.code, Some(0));
    assert!(
        ran.out.ends_with("Дар паёми шумо калима нест. Бо калимаҳо нависед, ки ба шумо чӣ лозим аст, чӣ мефурӯшед ё чӣ месозед.\n\n"),
        "{ran:?}"
    );
}

#[test]
fn the_language_of_the_command_goes_before_the_chosen_one() {
    let desk = Desk::with_list();
    assert_eq!(desk.run_with("/language tg\n", &["chat"]).code, Some(0));
    let answer = "There are no words in your message. Write in words what you need, sell or plan.\n\n";
    assert_eq!(desk.run_with("🎉\n", &["--lang", "en", "chat"]), ran(0, answer, ""));
    assert_eq!(desk.run_with("🎉\n", &["chat", "--lang", "en"]), ran(0, answer, ""));
}

#[test]
fn what_was_asked_is_remembered_until_the_next_chat() {
    let desk = Desk::with_list();
    assert!(desk.run_with("медицинская информационная система\n", &["chat"]).out.contains("1. Медсофт, Липецк"));
    let ran = desk.run_with("2\n", &["chat"]);
    assert!(ran.out.starts_with("Почему Медсофт:\n"), "{ran:?}");
}

#[test]
fn no_colour_ever_goes_into_a_pipe() {
    let desk = Desk::with_list();
    for variables in [&[][..], &[("NO_COLOR", "1")], &[("NO_COLOR", ""), ("CLICOLOR_FORCE", "1")]] {
        let ran = desk.run_where(variables, &["match", "--", "атлас"]);
        assert!(ran.code == Some(0) && !ran.out.contains('\u{1b}') && !ran.err.contains('\u{1b}'), "{ran:?}");
    }
}

#[test]
fn a_list_is_named_by_its_path_checked_loaded_and_taken_back() {
    let desk = Desk::new();
    desk.write("my list.csv", "name;city;tax_id\nМельница;Липецк;\n;Липецк;\n");
    let lines = "/load my list.csv\n1\n1\n1\n/load no.csv\n/load .\n/load\n";
    let said = "my list.csv: checking.\n\n\
                my list.csv: in 2 = new 1 + updated 0 + unchanged 0 + repeated 0 + refused 1. Nothing was stored.\n\n\
                Errors: 1\n• row 3, column “name”: the name of the company is missing. Fill it in.\n\n\
                Load the good rows without the refused ones? Or mend the file and send it again.\n\
                [1] Load the good rows  [2] Cancel\n\n\
                my list.csv: loading, 0 %.\n\n\
                my list.csv: in 2 = new 1 + updated 0 + unchanged 0 + repeated 0 + refused 1. Stored.\n[1] Take it back\n\n";
    let ran = desk.run_with(lines, &["--lang", "en", "chat", "--empty"]);
    assert!(ran.out.starts_with(said), "{}", ran.out);
    assert!(ran.out.contains("(my list.csv)? New companies leave the list"), "{}", ran.out);
    assert!(ran.out.contains("The load my list.csv is taken back: 1 removed"), "{}", ran.out);
    assert!(ran.out.contains("no.csv: in 0 =") && ran.out.contains("• there is no such file. Check the path."), "{}", ran.out);
    assert!(ran.out.ends_with("for example: /load partners.csv\n\n"), "{}", ran.out);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert_eq!(desk.listed(), "");
}
