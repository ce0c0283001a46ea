#include "cases/find.h"

#include <algorithm>
#include <cstdlib>
#include <tuple>

#include "core/text.h"

namespace panoh::cases {
namespace {

using matching::Likeness;

constexpr std::size_t most_matches = 5;
constexpr std::size_t longest = 200; // letters of what may be typed

using Keys = std::vector<std::string>;
using Asked = std::vector<matching::Folded>;

/// The first of some keys with a space between; takes it off them.
std::string_view next_word(std::string_view& words)
{
    const std::size_t end = std::min(words.find(' '), words.size());
    const auto word = words.substr(0, end);
    words.remove_prefix(std::min(end + 1, words.size()));
    return word;
}

/// The best likeness of one asked word with any recorded one.
Likeness best(std::string_view asked, std::string_view recorded)
{
    Likeness found = Likeness::different;
    while (!recorded.empty()) {
        const Likeness likeness = matching::compare_keys(asked, next_word(recorded));
        if (likeness == Likeness::same) return likeness;
        if (likeness == Likeness::similar) found = likeness;
    }
    return found;
}

Sign sign_of(Likeness likeness)
{
    switch (likeness) {
    case Likeness::same:
        return Sign::same;
    case Likeness::similar:
        return Sign::similar;
    case Likeness::different:
        return Sign::different;
    }
    return Sign::different;
}

Sign birth_sign(const std::optional<int>& recorded, int asked)
{
    if (!recorded) return Sign::not_recorded;
    const int apart = std::abs(*recorded - asked);
    if (apart == 0) return Sign::same;
    return apart == 1 ? Sign::similar : Sign::different;
}

bool same_words(std::string_view recorded, const Keys& asked)
{
    for (const auto& key : asked)
        if (recorded.empty() || next_word(recorded) != key) return false;
    return recorded.empty();
}

/// Of birthplaces and mothers: the same words, or every asked word among the recorded ones.
Sign words_sign(std::string_view recorded, const Keys& asked)
{
    if (recorded.empty()) return Sign::not_recorded;
    if (same_words(recorded, asked)) return Sign::same;
    const bool all_fit = std::ranges::all_of(
        asked, [&](const auto& key) { return best(key, recorded) != Likeness::different; });
    return all_fit ? Sign::similar : Sign::different;
}

int points(Sign sign, int same, int similar, int different)
{
    switch (sign) {
    case Sign::same:
        return same;
    case Sign::similar:
        return similar;
    case Sign::different:
        return different;
    case Sign::not_recorded:
        return 0;
    }
    return 0;
}

bool fits(Sign sign)
{
    return sign == Sign::same || sign == Sign::similar;
}

/// How one part of a recorded name answers what was asked, and which asked word it was.
struct PartSign {
    Sign sign = Sign::not_recorded;
    std::string_view word = {};
};

PartSign part_sign(const Asked& asked, std::string_view recorded)
{
    if (recorded.empty()) return {};
    PartSign found{.sign = Sign::different};
    for (const auto& [word, key] : asked) {
        const Sign sign = sign_of(best(key, recorded));
        if (sign == Sign::same) return {sign, word};
        if (sign == Sign::similar && !fits(found.sign)) found = {sign, word};
    }
    return found;
}

/// Whether every asked word fits some part of the name: the parts that none of them meant then say nothing.
bool all_explained(const Asked& asked, const ReadFindKey& recorded)
{
    return std::ranges::all_of(asked, [&](const matching::Folded& word) {
        return best(word.key, recorded.folded_given) != Likeness::different ||
               best(word.key, recorded.folded_family) != Likeness::different ||
               best(word.key, recorded.folded_patronymic) != Likeness::different;
    });
}

void add_further(Match& match, Sign sign, int same, int similar, int different, const char* of)
{
    match.score += points(sign, same, similar, different);
    match.reasons.push_back({sign, of});
}

/// Birth, birthplace and mother, where they were asked for.
void add_signs_beside_names(Match& match, const ReadFindKey& recorded, const Question& question)
{
    if (question.birth_year)
        add_further(match, birth_sign(recorded.birth_year, *question.birth_year), 3, 1, -3, "birth_year");
    if (!question.birthplace.empty())
        add_further(match, words_sign(recorded.folded_birthplace, question.birthplace), 2, 1, -1,
                    "birthplace");
    if (!question.mother_name.empty())
        add_further(match, words_sign(recorded.folded_mother, question.mother_name), 3, 1, -1, "mother_name");
}

/// Sisters and namesakes often share a family name and a year, and their given names a letter less or more: a
/// name that is only similar needs one sign more before a match is strong.
int strength_of(int score, bool both_names_same)
{
    if (score >= (both_names_same ? 8 : 10)) return 3;
    return score >= 5 ? 2 : 1;
}

core::Done check_length(const std::optional<std::string>& text, const char* field)
{
    if (text && core::letters(*text) > longest)
        return core::fail(core::ErrorKind::invalid, "case/too_long", field);
    return {};
}

} // namespace

core::Result<Question> question_of(const FindQuery& query)
{
    PANOH_CHECK(check_length(query.name, "name"));
    PANOH_CHECK(check_length(query.birthplace, "birthplace"));
    PANOH_CHECK(check_length(query.mother_name, "mother_name"));
    Question question{.name = matching::fold_words(query.name),
                      .birthplace = matching::fold_name(query.birthplace.value_or("")),
                      .mother_name = matching::fold_name(query.mother_name.value_or(""))};
    if (question.name.empty()) return core::fail(core::ErrorKind::invalid, "case/name_empty", "name");
    if (query.birth) question.birth_year = query.birth->year;
    return question;
}

std::optional<Match> compare(const ReadFindKey& recorded, const Question& question)
{
    const Asked& asked = question.name;
    const PartSign given = part_sign(asked, recorded.folded_given);
    const PartSign family = part_sign(asked, recorded.folded_family);
    if (!fits(given.sign) && !fits(family.sign)) return std::nullopt;
    const PartSign patronymic = part_sign(asked, recorded.folded_patronymic);
    Match match;
    const bool explained = all_explained(asked, recorded);
    for (const auto& [part, of] : {std::pair{&given, "given"}, std::pair{&family, "family"}}) {
        if (explained && !fits(part->sign)) continue;
        add_further(match, part->sign, 3, 2, -2, of);
    }
    // Many do not say it and many do not write it down: only its presence says something.
    if (fits(patronymic.sign)) add_further(match, patronymic.sign, 2, 1, 0, "patronymic");
    add_signs_beside_names(match, recorded, question);
    if (match.score < 2) return std::nullopt;
    match.strength = strength_of(match.score, given.sign == Sign::same && family.sign == Sign::same);
    match.birth_year = recorded.birth_year;
    match.initials = {core::initial(given.word), core::initial(family.word)};
    return match;
}

void keep_best(std::vector<Match>& matches)
{
    const auto better = [](const Match& a, const Match& b) {
        return std::tie(b.score, a.id) < std::tie(a.score, b.id);
    };
    const std::size_t kept = std::min(most_matches, matches.size());
    std::ranges::partial_sort(matches, matches.begin() + static_cast<std::ptrdiff_t>(kept), better);
    matches.resize(kept);
}

} // namespace panoh::cases
