#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cases/case_list.h"
#include "cases/cases.h"
#include "cases/find_key.h"
#include "matching/fold.h"

namespace panoh::cases {

/// What somebody knows of a person who may already have a case.
struct FindQuery {
    std::string name;
    std::optional<core::PartialDate> birth = {};
    std::optional<std::string> mother_name = {};
    std::optional<std::string> birthplace = {};
};
PANOH_JSON(FindQuery, name, birth, mother_name, birthplace)

enum class Sign { same, similar, different, not_recorded };

/// One reason for or against, in words that the interface has: of "given", "family", "patronymic",
/// "birth_year", "birthplace", "mother_name".
struct Reason {
    Sign sign = Sign::not_recorded;
    std::string of = {};
};

/// A possible match, explained. Carries no name and no letter of one: the initials are those of the words
/// that the searcher typed.
struct Match {
    core::CaseId id = {};
    std::string reference = {};
    State state = State::intake;
    core::TeamId team = {};
    core::UserId assigned_to = {};
    std::optional<int> birth_year = {};
    int score = 0;
    int strength = 1; ///< 1 weak, 2 possible, 3 strong
    std::vector<Reason> reasons = {};
    ShortName initials = {};
};

struct Found {
    std::int64_t searched = 0;
    std::vector<Match> matches = {}; ///< at most five, strongest first
};

using FindPermit = core::Permit<Action::case_find, std::vector<core::TeamId>>;

/// Opens the find keys of every case of the permitted teams in memory and compares. "case/name_empty",
/// "case/too_long".
[[nodiscard]] core::Result<Found> find_cases(store::Reader& reader, const FindPermit& permit,
                                             vault::KeyRing& keys, const FindQuery& query);

/// The pure comparison of one recorded person with a query and the words of its name; nothing when the names
/// do not fit at all. What is not recorded is never a reason against.
[[nodiscard]] std::optional<Match> compare(const FindKey& recorded, const FindQuery& query,
                                           const std::vector<matching::Folded>& asked);
/// The best five, best first; those that fit equally well in the order of their ids, the same every time.
void keep_best(std::vector<Match>& matches);

} // namespace panoh::cases

template <>
struct panoh::core::Names<panoh::cases::Sign> {
    using enum panoh::cases::Sign;
    static constexpr std::array<Named<panoh::cases::Sign>, 4> all = {
        {{same, "same"}, {similar, "similar"}, {different, "different"}, {not_recorded, "not_recorded"}}};
};
