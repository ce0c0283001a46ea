#include <doctest/doctest.h>

#include "cases/case_file.h"
#include "cases/case_list_store.h"
#include "cases/find.h"
#include "cases/identity.h"
#include "core/json.h"

using namespace panoh::cases;

namespace {
Identity identity_of(std::string given, std::string family)
{
    return {.names = {{.given = std::move(given),
                       .family = std::move(family),
                       .script = {"Cyrillic"},
                       .kind = {"current"}}}};
}
constexpr panoh::core::Date today{2026, 11, 24};
} // namespace

TEST_CASE("A case moves only along its states, and closes only with a reason")
{
    CHECK(check_move(State::intake, State::active, false));
    CHECK(check_move(State::closed, State::active, false));
    CHECK(check_move(State::intake, State::follow_up, false).error().code == "case/state_not_allowed");
    CHECK(check_move(State::active, State::closed, false).error().code == "case/closure_reason_missing");
    CHECK(check_move(State::active, State::closed, true));
    for (const auto& from : panoh::core::Names<State>::all) {
        CHECK_FALSE(htcds_status(from.value).empty());
        for (const auto& to : panoh::core::Names<State>::all)
            if (to.value == State::closed_referred) CHECK_FALSE(check_move(from.value, to.value, true));
    }
}

TEST_CASE("Age bands are CTDC's, and a birth known to the year takes the lower age")
{
    CHECK(age_band({}, today).empty());
    CHECK(age_band({.year = 2018, .month = 11, .day = 24}, today) == "0-8");
    CHECK(age_band({.year = 2008, .month = 11, .day = 24}, today) == "18-20");
    CHECK(age_band({.year = 2008, .month = 11, .day = 25}, today) == "9-17");
    CHECK(age_band({.year = 2008}, today) == "9-17");
    CHECK(age_band({.year = 1978, .month = 1}, today) == "48+");
    CHECK(age_band({.year = 1987, .month = 2}, today) == "39-47");
}

TEST_CASE("A change sets, clears and leaves, and all its faults are named")
{
    const auto set = panoh::core::read_json<CodedChange>(
        R"({"gender":"Feminine","citizenship":["KG","UZ"],"exploitation_from":"2021-04","exploitation_to":"2021"})");
    REQUIRE(set);
    const auto answers = with_change({}, *set, today);
    REQUIRE(answers);
    CHECK(answers->gender->code == "Feminine");
    const auto cleared =
        with_change(*answers, *panoh::core::read_json<CodedChange>(R"({"gender":null})"), today);
    REQUIRE(cleared);
    CHECK_FALSE(cleared->gender);
    CHECK(cleared->citizenship->size() == 2);

    const auto wrong =
        with_change({},
                    *panoh::core::read_json<CodedChange>(
                        R"({"citizenship":["KG","~unknown"],"exploitation":["ForcedLabour","ForcedLabour"],)"
                        R"("exploitation_from":"2021-13","number_of_children":31})"),
                    today);
    REQUIRE_FALSE(wrong);
    const std::vector<panoh::core::FieldError> expected = {{"case/code_twice", "exploitation"},
                                                           {"case/unknown_and_known", "citizenship"},
                                                           {"json/out_of_range", "number_of_children"},
                                                           {"json/date_impossible", "exploitation_from"}};
    CHECK(wrong.error().faults == expected);
    CHECK(with_change({},
                      *panoh::core::read_json<CodedChange>(
                          R"({"exploitation_from":"2022","exploitation_to":"2021-12"})"),
                      today)
              .error()
              .code == "case/end_before_beginning");
}

TEST_CASE("Nothing happened in a month that has not come")
{
    const auto with = [](const char* text) {
        return with_change({}, *panoh::core::read_json<CodedChange>(text), today);
    };
    CHECK(with(R"({"exploitation_from":"2026-11","exploitation_to":"2026"})"));
    CHECK(with(R"({"exploitation_from":"2026-12"})").error().code == "case/date_in_future");
    CHECK(with(R"({"exploitation_to":"2027"})").error().field == "exploitation_to");
    CHECK(with(R"({"exploitation_from":"2999-01"})").error().field == "exploitation_from");
}

TEST_CASE("A wrong code is refused where it stands, and not known is never a code of the list")
{
    const auto wrong =
        panoh::core::read_json<CodedChange>(R"({"gender":"Female","trafficking_status":"~unknown"})");
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().faults.size() == 2);
    CHECK(panoh::core::read_json<CodedChange>(R"({"gender":"~refused"})"));
}

TEST_CASE("Consent or a logged exception opens intake, never both and never neither")
{
    CHECK(may_open({.given = true, .mode = panoh::core::Coded<"consent_mode">{"written"}}));
    CHECK(may_open({.given = false, .exception = panoh::core::Coded<"consent_exception">{"vital_interest"}}));
    CHECK(may_open({.given = true}).error().code == "case/consent_mode_missing");
    CHECK(may_open({.given = false}).error().code == "case/consent_or_exception");
    CHECK_FALSE(may_open({.given = true,
                          .mode = panoh::core::Coded<"consent_mode">{"written"},
                          .exception = panoh::core::Coded<"consent_exception">{"court_order"}}));
}

TEST_CASE("An identity needs a name with letters, no control characters and a birth that was")
{
    CHECK(check(identity_of("Айгүл", ""), today));
    CHECK(check(identity_of(" ", "  "), today).error().field == "names/0/given");
    CHECK(check(identity_of("\u200b\u2060", "\u00a0"), today).error().code == "case/name_empty");
    CHECK(check(identity_of("Oʻgʻiloy", "کریمی\u200cزاده"), today));
    for (const char* hidden : {"A\x1f", "A\nB", "A\x7f", "A\u0085", "A\u202e", "\u2066A"}) {
        CHECK(check(identity_of(hidden, "B"), today).error().field == "names/0/given");
        CHECK(check(identity_of("B", hidden), today).error().code == "json/character_not_allowed");
    }
    CHECK(check(Whereabouts{.lives_in = "by the lake\n\tthird house"}));
    CHECK_FALSE(check(Whereabouts{.safe_contact = "call\u202e"}));
    auto future = identity_of("A", "B");
    future.birth.year = 2027;
    CHECK(check(future, today).error().code == "case/birth_in_future");
}

TEST_CASE("What a search reads survives being written")
{
    auto identity = identity_of("Айгүл", "Токтосунова");
    identity.birth.year = 1994;
    identity.mother_name = "Жамал";
    identity.names[0].patronymic = "Маратовна";
    const FindKey key = find_key(identity);
    const std::string text = write_find_key(key);
    const auto read = read_find_key(text);
    REQUIRE(read);
    CHECK(read->folded_patronymic == panoh::matching::fold_word("Маратовна"));
    std::string shorter = write_find_key(key);
    shorter.resize(shorter.rfind('\x1f'));
    REQUIRE(read_find_key(shorter));
    CHECK(read_find_key(shorter)->folded_patronymic.empty());
    CHECK_FALSE(read_find_key(write_find_key(key) + "\x1fmore"));
    CHECK(read->given == "Айгүл");
    CHECK(read->birth_year == 1994);
    CHECK(read->folded_family == key.folded_family.at(0));
    CHECK(read->folded_mother == key.folded_mother);
    CHECK(read_short_name(write_find_key(key))->second == "Токтосунова");
    CHECK_FALSE(read_find_key("x"));
    CHECK_FALSE(read_short_name("x"));
    // What other teams search by holds no letter of a name.
    CHECK(without_names(text).find("Айгүл") == std::string_view::npos);
    CHECK(without_names(text).find("Токтосунова") == std::string_view::npos);
    const auto nameless = read_nameless_key(without_names(text));
    REQUIRE(nameless);
    CHECK(nameless->given.empty());
    CHECK(nameless->birth_year == 1994);
    CHECK(nameless->folded_given == read->folded_given);
    CHECK(nameless->folded_patronymic == read->folded_patronymic);
    CHECK(read_nameless_key(without_names(shorter)));
    CHECK_FALSE(read_nameless_key(text + "\x1fmore"));
    CHECK_FALSE(read_nameless_key("x"));
    CHECK(without_names("").empty());
}

namespace {
std::optional<Match> match(const FindKey& key, const FindQuery& query)
{
    const std::string text = write_find_key(key);
    const auto question = question_of(query);
    REQUIRE(question);
    return compare(*read_find_key(text), *question);
}
/// "given same, birth_year not_recorded"
std::string reasons(const std::optional<Match>& found)
{
    std::string text;
    if (!found) return "nothing";
    for (const auto& reason : found->reasons)
        text += (text.empty() ? "" : ", ") + reason.of + " " + std::string(panoh::core::to_text(reason.sign));
    return text;
}
} // namespace

TEST_CASE("A match explains itself, and tells no letter that was not typed")
{
    auto identity = identity_of("Айгүл", "Токтосунова");
    identity.names.push_back(
        {.given = "Светлана", .family = "Петренкова", .script = {"Cyrillic"}, .kind = {"alias"}});
    const FindKey key = find_key(identity);
    const auto found =
        match(key, {.name = "Aigul Toktosunova", .birth = panoh::core::PartialDate{.year = 1994}});
    CHECK_FALSE(match(key, {.name = "Bekzat"}));
    REQUIRE(found);
    CHECK(reasons(found) == "given same, family same, birth_year not_recorded");
    const auto initials = [&](const char* name) {
        const auto shown = match(key, {.name = name});
        REQUIRE(shown);
        return shown->initials.given + "/" + shown->initials.family;
    };
    CHECK(initials("Aigul Toktosunova") == "A/T");
    CHECK(initials("токтосунова") == "/Т");
    CHECK(initials("Светлана") == "С/");
    CHECK(initials("Svetlana Petrenkova") == "S/P");
    // Similar only: the recorded Токтосунова begins with another letter than what was typed.
    CHECK(initials("Aigul Доктосунова") == "A/Д");
    CHECK(initials("Aigul Xyzbrowska Toktosunova") == "A/T");
}

TEST_CASE("What was not recorded is no reason against somebody")
{
    CHECK(reasons(match(find_key(identity_of("Айданек", "")), {.name = "Айданек Жумабаева"})) ==
          "given same, family not_recorded");
    CHECK(reasons(match(find_key(identity_of("", "Жумабаева")), {.name = "Айданек Жумабаева"})) ==
          "given not_recorded, family same");
    CHECK(reasons(match(find_key(identity_of("Айданек", "Петрова")), {.name = "Айданек Жумабаева"})) ==
          "nothing");
    CHECK(reasons(match(find_key(identity_of("Айданек", "Петрова")), {.name = "Айданек"})) == "given same");
    CHECK(reasons(match(find_key({}), {.name = "Айданек"})) == "nothing");
}

TEST_CASE("A father's name helps to find, and its absence harms nobody")
{
    auto identity = identity_of("Чолпонбю", "Байдылдаева");
    const FindKey without = find_key(identity);
    identity.names[0].patronymic = "Маратовна";
    const FindKey with = find_key(identity);
    CHECK(reasons(match(with, {.name = "Чолпонбю Маратовна"})) == "given same, patronymic same");
    CHECK(reasons(match(with, {.name = "Чолпонбю Асановна"})) == "nothing");
    CHECK(match(with, {.name = "Чолпонбю Байдылдаева"})->score ==
          match(without, {.name = "Чолпонбю Байдылдаева"})->score);
    CHECK_FALSE(match(with, {.name = "Маратовна"}));
    identity.names[0].patronymic = "Марат кызы";
    CHECK(reasons(match(find_key(identity), {.name = "Чолпонбю Марат кызы"})) ==
          "given same, patronymic same");
    CHECK(reasons(match(find_key(identity), {.name = "Чолпонбю Асан кызы"})) == "nothing");
}

TEST_CASE("Birthplace and mother's name are compared by their words, in any alphabet")
{
    auto identity = identity_of("Гүлжан", "");
    identity.mother_name = "Жамал Асанова";
    identity.birthplace = "Ош";
    const FindKey key = find_key(identity);
    CHECK(reasons(match(key, {.name = "Гүлжан", .mother_name = "Jamal Asanova", .birthplace = "Osh"})) ==
          "given same, birthplace same, mother_name same");
    CHECK(reasons(match(key, {.name = "Гүлжан", .mother_name = "Jamal", .birthplace = " "})) ==
          "given same, mother_name similar");
    CHECK(reasons(match(key, {.name = "Гүлжан", .mother_name = "Бурул"})) ==
          "given same, mother_name different");
}

TEST_CASE("The five best are kept, by what speaks for them and not by the order of the rows")
{
    std::vector<Match> matches;
    for (std::uint8_t i = 0; i < 40; ++i)
        matches.push_back({.id = {{static_cast<std::uint8_t>(40 - i)}}, .score = 5, .strength = 2});
    matches.push_back({.id = {{99}}, .score = 7, .strength = 2});
    matches.push_back({.id = {{98}}, .score = 6, .strength = 2});
    keep_best(matches);
    std::vector<int> first;
    for (const auto& kept : matches)
        first.push_back(kept.id.bytes[0]);
    CHECK(first == std::vector<int>{99, 98, 1, 2, 3});
    matches.resize(1);
    keep_best(matches);
    CHECK(matches.size() == 1);
}

TEST_CASE("References are two groups of a digit and two letters that cannot be misread")
{
    for (int i = 0; i < 200; ++i) {
        const std::string reference = random_reference();
        REQUIRE(reference.size() == 7);
        CHECK(reference[3] == '-');
        CHECK(reference.find_first_of("OIL10U") == std::string::npos);
    }
}

TEST_CASE("The cheaper plan of a list follows how rare its filter is")
{
    const ListQuery by_state{.state = State::suspended};
    CHECK(choose({.team = 1'000'000, .matching = 900'000, .worker = 1'000'000}, {}, by_state, 51) ==
          Plan::walk);
    CHECK(choose({.team = 1'000'000, .matching = 100, .worker = 1'000'000}, {}, by_state, 51) ==
          Plan::gather_state);
    const ListQuery mine{.assigned_to = panoh::core::UserId{}};
    CHECK(choose({.team = 1'000'000, .matching = 1'000'000, .worker = 20}, {}, mine, 51) ==
          Plan::gather_worker);
    CHECK(choose({.team = 10, .matching = 0, .worker = 10}, {}, by_state, 51) == Plan::gather_state);
    // The default order has an index by country: a rare country is walked where it would be gathered
    // otherwise.
    const Expected rare{.team = 60'000, .matching = 1'500, .country = 1'500, .worker = 60'000};
    CHECK(choose(rare, {}, {.country = "KZ"}, 51) == Plan::walk_country);
    CHECK(choose(rare, {}, {.country = "KZ", .sort = Sort::due}, 51) == Plan::gather_country);
    CHECK(choose({.team = 60'000, .matching = 40, .country = 1'500, .worker = 60'000}, {},
                 {.state = State::suspended, .country = "KZ"}, 51) == Plan::walk_state_country);
    CHECK(choose({.team = 60'000, .matching = 1'000, .country = 1'500, .worker = 3}, {},
                 {.state = State::suspended, .country = "KZ", .assigned_to = panoh::core::UserId{}},
                 51) == Plan::gather_worker);
}
