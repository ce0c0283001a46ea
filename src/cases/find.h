#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cases/case_list.h"
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

/// A query with its words folded once for all the rows it is compared with.
struct Question {
    std::vector<matching::Folded> name = {};
    std::optional<int> birth_year = {};
    std::vector<std::string> birthplace = {}; ///< keys of words, as below
    std::vector<std::string> mother_name = {};
};
/// "case/name_empty", "case/too_long".
[[nodiscard]] core::Result<Question> question_of(const FindQuery& query);

/// The pure comparison of one recorded person with a question; nothing when the names do not fit at all. What
/// is not recorded is never a reason against.
[[nodiscard]] std::optional<Match> compare(const ReadFindKey& recorded, const Question& question);
/// The best five, best first; those that fit equally well in the order of their ids, the same every time.
void keep_best(std::vector<Match>& matches);

} // namespace panoh::cases

template <>
struct panoh::core::Names<panoh::cases::Sign> {
    using enum panoh::cases::Sign;
    static constexpr std::array<Named<panoh::cases::Sign>, 4> all = {
        {{same, "same"}, {similar, "similar"}, {different, "different"}, {not_recorded, "not_recorded"}}};
};
