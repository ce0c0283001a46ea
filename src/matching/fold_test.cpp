#include <doctest/doctest.h>

#include "matching/fold.h"
#include "matching/test_names.h"

using namespace panoh::matching;

TEST_CASE("Spellings of one name in two scripts have one key")
{
    const std::pair<const char*, const char*> pairs[] = {
        {"Айгүл", "Aigul"},     {"Айгуль", "Aygul"},     {"Жамила", "Jamila"},   {"Джамиля", "Zhamilya"},
        {"Юсуф", "Yusup"},      {"Отабек", "Атабек"},    {"Ҳамида", "Khamida"},  {"Қуаныш", "Kuanysh"},
        {"Максат", "Maxat"},    {"Шахноза", "Shahnoza"}, {"Гулнора", "Gulnora"}, {"Мұхтар", "Mukhtar"},
        {"Өмірбек", "Omirbek"}, {"Чынгыз", "Chyngyz"},   {"Фарҳод", "Farhod"},   {"Oʻktam", "Ўктам"},
    };
    for (const auto& [a, b] : pairs) {
        CAPTURE(a);
        CAPTURE(b);
        CHECK(compare_keys(fold_word(a), fold_word(b)) == Likeness::same);
    }
}

TEST_CASE("One wrong letter is similar, two are different")
{
    CHECK(compare_keys(fold_word("Токтосунова"), fold_word("Токтасунова")) == Likeness::same);
    CHECK(compare_keys(fold_word("Бекова"), fold_word("Бегова")) == Likeness::similar);
    CHECK(compare_keys(fold_word("Бекова"), fold_word("Бетон")) == Likeness::different);
    CHECK(compare_keys("Ab", "Ad") == Likeness::different);
    CHECK(compare_keys("", "") == Likeness::different);
}

TEST_CASE("A name is split into words")
{
    CHECK(fold_name("Айнура  Токтосунова-Бек").size() == 3);
    CHECK(fold_name("123 ,").empty());
}

TEST_CASE("Spaces and dashes of every program split words, and what has no width is not there")
{
    const auto plain = fold_name("Айнура Токтосунова");
    CHECK(fold_name("Айнура\u00a0Токтосунова") == plain);
    CHECK(fold_name("Айнура\u2009\u3000Токтосунова\n") == plain);
    CHECK(fold_name("Айнура\u2011Токтосунова") == plain);
    CHECK(fold_name("\u200eАй\u200bнура Токто\u00adсунова\ufeff") == plain);
}

TEST_CASE("A word of another script is compared by its letters")
{
    CHECK(fold_name("فرشته کریمی").size() == 2);
    CHECK(fold_word("كريمي") == fold_word("کریمی"));
    CHECK(fold_word("مُحَمَّد") == fold_word("محمد"));
    CHECK(compare_keys(fold_word("محمد"), fold_word("محمود")) == Likeness::similar);
    CHECK(compare_keys(fold_word("علی"), fold_word("ولی")) == Likeness::similar);
    CHECK(compare_keys(fold_word("رضا"), fold_word("فرشته")) == Likeness::different);
    CHECK(compare_keys(fold_word("مه"), fold_word("ما")) == Likeness::different);
    CHECK(compare_keys(fold_word("علی"), fold_word("Ali")) == Likeness::different);
    CHECK(fold_word("თამარ") == "თამარ");
    CHECK(fold_word("王") == "王");
    CHECK(fold_word("ʻ").empty());
}

TEST_CASE("Son of and daughter of do not make two people alike")
{
    CHECK(fold_name("Марат кызы") == fold_name("Марат"));
    CHECK(fold_name("Asan oʻgʻli") == fold_name("Asan"));
    CHECK(fold_name("Кызы").size() == 1);
    CHECK(fold_name("Али Каримов").size() == 2);
}

TEST_CASE("Both words of every committed name are alike in both of its spellings")
{
    const auto pairs = panoh::test::name_pairs("names_alike.tsv");
    CHECK(pairs.size() >= 60);
    int same = 0;
    for (const auto& [a, b] : pairs) {
        const auto given = compare_keys(fold_word(a.given), fold_word(b.given));
        const auto family = compare_keys(fold_word(a.family), fold_word(b.family));
        CAPTURE(a.given);
        CAPTURE(a.family);
        CAPTURE(b.given);
        CAPTURE(b.family);
        CAPTURE(fold_word(a.given));
        CAPTURE(fold_word(b.given));
        CAPTURE(fold_word(a.family));
        CAPTURE(fold_word(b.family));
        CHECK(given != Likeness::different);
        CHECK(family != Likeness::different);
        same += given == Likeness::same && family == Likeness::same ? 1 : 0;
    }
    MESSAGE(same, " of ", pairs.size(), " pairs have equal keys");
}
