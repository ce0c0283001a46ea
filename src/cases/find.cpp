#include "cases/find.h"

#include <algorithm>
#include <cstdlib>
#include <tuple>

#include "cases/cases_store.h"
#include "cases/columns.h"
#include "cases/places.h"
#include "core/text.h"
#include "matching/fold.h"

namespace panoh::cases {
namespace {

using matching::Likeness;

constexpr std::size_t most_matches = 5;
constexpr std::size_t batch = 256;

using Keys = std::vector<std::string>;
using Asked = std::vector<matching::Folded>;

/// The best likeness of one asked word with any recorded one.
Likeness best(std::string_view asked, const Keys& recorded)
{
    Likeness found = Likeness::different;
    for (const auto& other : recorded) {
        const Likeness likeness = matching::compare_keys(asked, other);
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

Sign birth_sign(const FindKey& recorded, const FindQuery& query)
{
    if (!recorded.birth_year || !query.birth || !query.birth->year) return Sign::not_recorded;
    const int apart = std::abs(*recorded.birth_year - *query.birth->year);
    if (apart == 0) return Sign::same;
    return apart == 1 ? Sign::similar : Sign::different;
}

/// Of birthplaces and mothers: the same words, or every asked word among the recorded ones.
Sign words_sign(const std::string& recorded, const Keys& asked)
{
    if (recorded.empty()) return Sign::not_recorded;
    const Keys words = split_codes(recorded);
    if (words == asked) return Sign::same;
    const bool all_fit =
        std::ranges::all_of(asked, [&](const auto& key) { return best(key, words) != Likeness::different; });
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
    std::string word = {};
};

PartSign part_sign(const Asked& asked, const Keys& recorded)
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
bool all_explained(const Asked& asked, const FindKey& recorded)
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
void add_signs_beside_names(Match& match, const FindKey& recorded, const FindQuery& query)
{
    if (query.birth && query.birth->year)
        add_further(match, birth_sign(recorded, query), 3, 1, -3, "birth_year");
    if (const auto asked = matching::fold_name(query.birthplace.value_or("")); !asked.empty())
        add_further(match, words_sign(recorded.folded_birthplace, asked), 2, 1, -1, "birthplace");
    if (const auto asked = matching::fold_name(query.mother_name.value_or("")); !asked.empty())
        add_further(match, words_sign(recorded.folded_mother, asked), 3, 1, -1, "mother_name");
}

} // namespace

std::optional<Match> compare(const FindKey& recorded, const FindQuery& query, const Asked& asked)
{
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
    add_signs_beside_names(match, recorded, query);
    if (match.score < 2) return std::nullopt;
    match.strength = match.score >= 8 ? 3 : match.score >= 5 ? 2 : 1;
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

core::Result<Found> find_cases(store::Reader& reader, const FindPermit& permit, vault::KeyRing& keys,
                               const FindQuery& query)
{
    if (core::letters(query.name) > 200) return core::fail(core::ErrorKind::invalid, "case/too_long", "name");
    const Asked asked = matching::fold_words(query.name);
    if (asked.empty()) return core::fail(core::ErrorKind::invalid, "case/name_empty", "name");

    Found found;
    std::vector<FindRow> rows;
    const auto compare_batch = [&](core::TeamId team) {
        std::vector<vault::Sealed> sealed;
        sealed.reserve(rows.size());
        for (auto& row : rows)
            sealed.push_back({.team = team,
                              .place = find_place(row.id, row.text.version),
                              .sealed = std::move(row.text.sealed),
                              .wrap = row.text.wrap.empty() ? nullptr : &row.text.wrap});
        const auto opened = vault::open_all(reader, keys, sealed);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (!opened[i]) continue;
            ++found.searched;
            const auto key = read_find_key(opened[i]->reveal());
            if (!key) continue;
            auto match = compare(*key, query, asked);
            if (!match) continue;
            match->id = rows[i].id;
            match->reference = rows[i].reference;
            match->state = rows[i].state;
            match->team = team;
            match->assigned_to = rows[i].assigned_to;
            found.matches.push_back(std::move(*match));
        }
        rows.clear();
    };
    // The rows are taken first: one reader cannot run a second query in the middle of the first.
    for (const auto& team : permit.object()) {
        std::vector<FindRow> all;
        each_find_row(reader, team, [&](FindRow row) { all.push_back(std::move(row)); });
        for (auto& row : all) {
            rows.push_back(std::move(row));
            if (rows.size() == batch) compare_batch(team);
        }
        compare_batch(team);
    }
    keep_best(found.matches);
    return found;
}

} // namespace panoh::cases
