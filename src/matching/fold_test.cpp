#include <doctest/doctest.h>

#include "matching/fold.h"

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
