//! `hamkor companies merge`: two records of one company become one, and two again by the ledger.

use super::{Desk, ran};

/// Two records of one company, each with something that the other lacks.
const LIST: &str = "id,name,city,offers,phone\n\
                    A1,Ромашка,Липецк,чай,\n\
                    A2,ООО «Ромашка»,Липецк,чай; мёд,+7 4742 000000\n";
const KEPT: &str = "{\"id\":\"A1\",\"name\":\"Ромашка\",\"city\":\"Липецк\",\"offers\":[\"чай\",\"мёд\"],\"phone\":\"+7 4742 000000\"}\n";

const PREVIEW: &str = "Two records become one.\n\
                       Stays: Ромашка, Липецк (id A1)\n\
                       Leaves: ООО «Ромашка», Липецк (id A2). Its id, links and QR codes will lead to the first.\n\
                       \n\
                       Added from the second: offers, telephone\n\
                       Stays as in the first: name\n\
                       What people have saved and noted moves too.\n";
const DONE: &str = "Done. Ромашка, Липецк (id A1) stays; ООО «Ромашка», Липецк (id A2) leads to it now.\n";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("list.csv", LIST);
    assert_eq!(desk.run(&["seed", "list.csv"]).code, Some(0));
    desk
}

fn merge(desk: &Desk, more: &[&str]) -> super::Ran {
    desk.run(&[&["companies", "merge", "A1", "A2", "--lang", "en"], more].concat())
}

#[test]
fn a_merge_is_shown_then_done_and_taken_back_once() {
    let desk = desk();
    let before = desk.listed();
    assert_eq!(merge(&desk, &["--dry-run"]), ran(0, "", PREVIEW));
    assert_eq!(desk.listed(), before);
    assert_eq!(merge(&desk, &[]), ran(0, "", &format!("{PREVIEW}{DONE}")));
    assert_eq!(desk.listed(), KEPT);
    assert_eq!(desk.run(&["match", "--", "мёд"]).code, Some(0), "the index has followed");
    assert_eq!(merge(&desk, &[]), ran(1, "", "It is one and the same record.\n"));
    let ledger = desk.run(&["ledger", "--limit", "1", "--lang", "en", "--format", "jsonl"]).out;
    assert!(ledger.contains("\"number\":3,") && ledger.contains("\"merge_merged\""), "{ledger}");
    assert_eq!(desk.run(&["ledger", "--undo", "3", "--lang", "en"]), ran(0, "", "Entry 3 is taken back.\n"));
    assert_eq!(desk.listed(), before);
    for (number, told) in [
        ("3", "Entry 3 was taken back before.\n"),
        ("5", "Entry 5 takes something back itself. To have that again, do it again.\n"),
        ("77", "There is no entry 77. “hamkor ledger” lists them.\n"),
    ] {
        assert_eq!(desk.run(&["ledger", "--undo", number, "--lang", "en"]), ran(1, "", told));
    }
    assert_eq!(desk.listed(), before);
}

#[test]
fn a_merge_on_which_later_data_build_is_not_taken_back() {
    let desk = desk();
    assert_eq!(merge(&desk, &[]).code, Some(0));
    desk.write("newer.csv", "id,name,city,offers\nA1,Ромашка,Липецк,варенье\n");
    assert_eq!(desk.run(&["seed", "newer.csv"]).code, Some(0));
    for (language, told) in [
        ("en", "Entry 3 cannot be taken back: something later builds on it, or has changed it already.\n"),
        ("ru", "Запись 3 отменить нельзя: позже на ней построено другое или это уже изменено.\n"),
        ("tg", "Сабти 3-ро бекор кардан мумкин нест: баъдтар кори дигар ба он такя кардааст ё он аллакай тағйир ёфтааст.\n"),
    ] {
        assert_eq!(desk.run(&["ledger", "--undo", "3", "--lang", language]), ran(1, "", told));
    }
}

#[test]
fn a_list_that_names_the_merged_company_does_not_bring_it_back() {
    let desk = desk();
    assert_eq!(merge(&desk, &[]).code, Some(0));
    let told = "list.csv, row 3: warning: this company was merged into another: Ромашка (id A1). It is passed over; correct the data there.\n\
                list.csv: sector words: 3 of 3 recognised (100 %).\n\
                list.csv: in 2 = new 0 + updated 1 + unchanged 0 + repeated 1 + refused 0. Stored.\n";
    assert_eq!(desk.run(&["seed", "list.csv", "--lang", "en"]), ran(0, "", told));
    assert!(!desk.listed().contains("\"A2\""));
}

#[test]
fn a_company_that_is_not_there_is_not_merged() {
    let desk = desk();
    for pair in [["A1", "X9"], ["X9", "A1"]] {
        let told = "One of these records is not in the list.\n";
        assert_eq!(desk.run(&["companies", "merge", pair[0], pair[1], "--lang", "en"]), ran(1, "", told));
    }
    assert_eq!(desk.run(&["companies", "merge", "A1"]).code, Some(2));
}

#[test]
fn companies_that_a_later_list_names_unchanged_stay_when_the_first_is_taken_back() {
    let desk = desk();
    desk.write("later.csv", "id,name,city,offers,phone\nA1,Ромашка,Липецк,чай,\nA3,Василёк,Липецк,мёд,\n");
    assert_eq!(desk.run(&["seed", "later.csv"]).code, Some(0));
    let told = "A1: changed, or listed again, after the load; left as it is.\n\
                The load list.csv is taken back: 1 removed, 0 given their former data back, 1 left as they are.\n";
    assert_eq!(desk.run(&["ledger", "--undo", "1", "--lang", "en"]), ran(0, "", told));
    assert_eq!(desk.listed().lines().count(), 2);
    assert_eq!(desk.run(&["seed", "--undo"]).code, Some(0));
    assert_eq!(desk.listed(), "");
}
