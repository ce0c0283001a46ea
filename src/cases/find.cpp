#include "cases/find.h"

#include <algorithm>
#include <cstdlib>

#include "cases/cases_store.h"
#include "cases/places.h"
#include "core/text.h"
#include "matching/fold.h"

namespace panoh::cases {
namespace {

using matching::Likeness;

constexpr std::size_t most_matches = 5;
constexpr std::size_t batch = 256;

/// The best likeness of any asked word with any recorded one.
Likeness best(const std::vector<std::string>& asked, const std::vector<std::string>& recorded)
{
    Likeness found = Likeness::different;
    for (const auto& word : asked)
        for (const auto& other : recorded) {
            const Likeness likeness = matching::compare_keys(word, other);
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

Sign words_sign(std::string_view recorded, const std::optional<std::string>& asked)
{
    if (recorded.empty() || !asked || core::trim(*asked).empty()) return Sign::not_recorded;
    std::string folded;
    for (const auto& key : matching::fold_name(*asked))
        folded += key + ' ';
    return folded == recorded ? Sign::same : Sign::different;
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

bool asked_for(const std::optional<std::string>& text)
{
    return text && !core::trim(*text).empty();
}

/// The first letter shows only where the searcher typed the name: anything more would tell what they did not
/// know.
void keep_typed_initials(Match& match, const FindKey& key)
{
    for (const auto& reason : match.reasons) {
        if (reason.sign != Sign::same && reason.sign != Sign::similar) continue;
        if (reason.of == "given") match.initials.given = core::initial(key.given);
        if (reason.of == "family") match.initials.family = core::initial(key.family);
    }
}

} // namespace

std::optional<Match> compare(const FindKey& recorded, const FindQuery& query,
                             const std::vector<std::string>& query_keys)
{
    Match match;
    int score = 0;
    const Sign given = sign_of(best(query_keys, recorded.folded_given));
    const Sign family = sign_of(best(query_keys, recorded.folded_family));
    if (given == Sign::different && family == Sign::different) return std::nullopt;
    // Who typed one word meant one of the two: the other says nothing against.
    const bool one_word = query_keys.size() == 1;
    for (const auto& [sign, of] : {std::pair{given, "given"}, std::pair{family, "family"}}) {
        if (one_word && sign == Sign::different) continue;
        score += points(sign, 3, 2, -2);
        match.reasons.push_back({sign, of});
    }
    const Sign birth = birth_sign(recorded, query);
    score += points(birth, 3, 1, -3);
    if (query.birth && query.birth->year) match.reasons.push_back({birth, "birth_year"});
    const Sign place = words_sign(recorded.folded_birthplace, query.birthplace);
    score += points(place, 2, 1, -1);
    if (asked_for(query.birthplace)) match.reasons.push_back({place, "birthplace"});
    const Sign mother = words_sign(recorded.folded_mother, query.mother_name);
    score += points(mother, 3, 1, -1);
    if (asked_for(query.mother_name)) match.reasons.push_back({mother, "mother_name"});
    if (score < 2) return std::nullopt;
    match.strength = score >= 8 ? 3 : score >= 5 ? 2 : 1;
    match.birth_year = recorded.birth_year;
    return match;
}

core::Result<Found> find_cases(store::Reader& reader, const FindPermit& permit, vault::KeyRing& keys,
                               const FindQuery& query)
{
    if (core::letters(query.name) > 200) return core::fail(core::ErrorKind::invalid, "case/too_long", "name");
    const auto query_keys = matching::fold_name(query.name);
    if (query_keys.empty()) return core::fail(core::ErrorKind::invalid, "case/name_empty", "name");

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
            auto match = compare(*key, query, query_keys);
            if (!match) continue;
            match->id = rows[i].id;
            match->reference = rows[i].reference;
            match->state = rows[i].state;
            match->team = team;
            match->assigned_to = rows[i].assigned_to;
            keep_typed_initials(*match, *key);
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
    std::ranges::stable_sort(found.matches, std::greater{}, &Match::strength);
    if (found.matches.size() > most_matches) found.matches.resize(most_matches);
    return found;
}

} // namespace panoh::cases
