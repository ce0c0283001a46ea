#pragma once

// What goes with a release: what it is, what it promises, how good it is. report.json and report.html are
// made of it. Everything in `Report` but `internal` was released or is public anyway; `internal` holds exact
// figures, and its being there is the mark: there is no other, and nothing that could contradict it.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/json.h"
#include "core/names.h"
#include "microdata/schema.h"
#include "privacy/ledger.h"
#include "release/association.h"
#include "release/corridors.h"
#include "release/evaluation.h"
#include "release/output_folder.h"
#include "tabulation/tabulation.h"

namespace panoh::release {

enum class Kind {
    k,         ///< rows and counts with k-anonymity, perhaps rows made after rows
    tables,    ///< noisy counts of combinations
    synthesis, ///< rows drawn from a model of noisy counts
};

/// How an output was made.
enum class Method {
    recoding,    ///< the people, made coarser (`anonymity::recode`)
    counting,    ///< `tabulation::tabulate`
    independent, ///< each column by itself
    mst,
    aim,
    latent, ///< people of a few kinds
};

/// What a method was told, all of it public, or counted of what is released.
enum class Setting {
    k,
    length,          ///< values together
    checked_length,  ///< the same of the check afterwards
    cap,             ///< counted values of one person
    at_least,        ///< counts below it are not listed
    fabricated,      ///< percent of what is listed that may be nobody, by expectation
    rounded_to,      ///< counts are multiples of it
    rows,            ///< that are published
    people,          ///< as released: noisy or rounded
    noise_of_people, ///< standard deviation
    joined,          ///< columns whose neighbours were joined
    rounds,
    measured_sets, ///< of columns
    model_cells,
};
struct MethodSetting {
    Setting setting = Setting::k;
    double value = 0;
};
PANOH_JSON(MethodSetting, setting, value)

/// Where the random bits came from.
enum class RandomSource {
    operating_system,
    chosen, ///< by somebody: nothing of it is private
};

/// The promise of differential privacy, for one person added or removed, over all releases of a lineage.
struct PrivacyFacts {
    double epsilon = 0; ///< of this release by itself
    double epsilon_before = 0;
    double epsilon_after = 0; ///< all releases so far, this one among them
    double epsilon_budget = 0;
    std::int64_t delta_one_in = 0;
    double rho = 0;
    double rho_before = 0;
    double rho_after = 0;
    double rho_budget = 0;
    RandomSource random = RandomSource::operating_system;
    /// Releases of the same people that no amount covers, as those with k-anonymity.
    std::int64_t not_covered = 0;
};
PANOH_JSON(PrivacyFacts, epsilon, epsilon_before, epsilon_after, epsilon_budget, delta_one_in, rho,
           rho_before, rho_after, rho_budget, random, not_covered)

/// One line of the ledger, without who and which table.
struct ReportLine {
    std::int64_t line = 1;
    core::Instant at;
    privacy::LineKind kind = privacy::LineKind::opened;
    std::string release;
    std::string what;
    double rho = 0;
    double epsilon_after = 0;
    std::string hash;
};
PANOH_JSON(ReportLine, line, at, kind, release, what, rho, epsilon_after, hash)

/// What was released of one value of a column.
struct OneWayValue {
    std::string value; ///< empty: not known
    std::int64_t count = 0;
    /// 19 of 20 true counts lie between; none where no noise was added, or it is not known how much.
    std::optional<std::int64_t> low = {};
    std::optional<std::int64_t> high = {};
};
PANOH_JSON(OneWayValue, value, count, low, high)
struct OneWay {
    std::string column;
    std::vector<OneWayValue> values = {};
};
PANOH_JSON(OneWay, column, values)

/// Noisy combinations of one length, as they are published.
struct PublishedLength {
    std::int64_t length = 1;
    std::int64_t allowed = 0; ///< combinations that the schema allows
    std::int64_t listed = 0;
    std::int64_t reliable = 0; ///< counts of two deviations or more
    double noise = 0;          ///< standard deviation of what was added to each count
    double deviation = 0;      ///< the median of what is left of it in the estimates that are listed
};
PANOH_JSON(PublishedLength, length, allowed, listed, reliable, noise, deviation)

struct SuppressedCells {
    std::string column;
    std::int64_t cells = 0;
};
PANOH_JSON(SuppressedCells, column, cells)

/// Rows made after rows (`anonymity::seed_rows`), in a file of their own.
struct SeededFacts {
    std::int64_t rows = 0;
    std::int64_t length = 0;       ///< values together in the check, at most
    std::int64_t combinations = 0; ///< that were looked at
    std::int64_t violations = 0;
};
PANOH_JSON(SeededFacts, rows, length, combinations, violations)

/// What a release with k-anonymity was checked for.
struct KFacts {
    std::int64_t k = 10;
    std::int64_t column_sets = 0; ///< sets of columns that were looked at
    std::int64_t groups = 0;
    std::int64_t violations = 0;
    std::int64_t left_out = 0; ///< people
    std::vector<SuppressedCells> suppressed = {};
    std::optional<SeededFacts> seeded = {};
};
PANOH_JSON(KFacts, k, column_sets, groups, violations, left_out, suppressed, seeded)

/// Exact figures about the people. For those who may see the table itself.
struct Internal {
    Evaluation evaluation = {};
};
PANOH_JSON(Internal, evaluation)

struct Report {
    std::int64_t report = 1; ///< version of this form
    std::string title = {};
    std::string about = {}; ///< what the table is of, in the publisher's words; may be empty
    core::Date day = {};
    std::string release = {}; ///< its number in the ledger
    std::string program = {}; ///< version
    bool fictional = false;
    Kind kind = Kind::tables;
    Method method = Method::counting;
    std::vector<MethodSetting> settings = {};
    microdata::Schema schema = {}; ///< of what is published: its data dictionary
    std::optional<PrivacyFacts> privacy = {};
    std::vector<ReportLine> ledger = {};
    std::optional<KFacts> k = {};
    std::vector<PublishedLength> lengths = {};
    std::vector<OneWay> one_way = {};
    std::optional<Corridors> corridors = {};
    Association association = {}; ///< of what is published
    std::vector<OutputFile> files = {};
    std::optional<Internal> internal = {};
};
PANOH_JSON(Report, report, title, about, day, release, program, fictional, kind, method, settings, schema,
           privacy, ledger, k, lengths, one_way, corridors, association, files, internal)

/// The same report without its exact figures.
[[nodiscard]] Report for_publication(Report report);

/// Out of the lines of a lineage, up to and with those of `release`; nothing where none of its lines is a
/// debit.
[[nodiscard]] std::optional<PrivacyFacts> privacy_of(std::span<const privacy::LedgerLine> lines,
                                                     std::string_view release);
[[nodiscard]] std::vector<ReportLine> ledger_of(std::span<const privacy::LedgerLine> lines);

/// Every counted value of every column, with its interval; 0 for those that are not listed.
[[nodiscard]] std::vector<OneWay> one_way_of(const microdata::Schema& schema,
                                             const tabulation::Tables& tables);
/// The same of rows that are published; what is not known comes last, where there is any.
[[nodiscard]] std::vector<OneWay> one_way_of(const microdata::Microdata& rows);

[[nodiscard]] std::vector<PublishedLength> published_lengths(const tabulation::Forecast& forecast,
                                                             const tabulation::Tables& tables);

} // namespace panoh::release

template <>
struct panoh::core::Names<panoh::release::Kind> {
    static constexpr std::array<Named<panoh::release::Kind>, 3> all = {
        {{panoh::release::Kind::k, "k"},
         {panoh::release::Kind::tables, "tables"},
         {panoh::release::Kind::synthesis, "synthesis"}}};
};
template <>
struct panoh::core::Names<panoh::release::Method> {
    static constexpr std::array<Named<panoh::release::Method>, 6> all = {
        {{panoh::release::Method::recoding, "recoding"},
         {panoh::release::Method::counting, "counting"},
         {panoh::release::Method::independent, "independent"},
         {panoh::release::Method::mst, "mst"},
         {panoh::release::Method::aim, "aim"},
         {panoh::release::Method::latent, "latent"}}};
};
template <>
struct panoh::core::Names<panoh::release::RandomSource> {
    static constexpr std::array<Named<panoh::release::RandomSource>, 2> all = {
        {{panoh::release::RandomSource::operating_system, "operating_system"},
         {panoh::release::RandomSource::chosen, "chosen"}}};
};
template <>
struct panoh::core::Names<panoh::release::Setting> {
    static constexpr std::array<Named<panoh::release::Setting>, 14> all = {
        {{panoh::release::Setting::k, "k"},
         {panoh::release::Setting::length, "length"},
         {panoh::release::Setting::checked_length, "checked_length"},
         {panoh::release::Setting::cap, "cap"},
         {panoh::release::Setting::at_least, "at_least"},
         {panoh::release::Setting::fabricated, "fabricated"},
         {panoh::release::Setting::rounded_to, "rounded_to"},
         {panoh::release::Setting::rows, "rows"},
         {panoh::release::Setting::people, "people"},
         {panoh::release::Setting::noise_of_people, "noise_of_people"},
         {panoh::release::Setting::joined, "joined"},
         {panoh::release::Setting::rounds, "rounds"},
         {panoh::release::Setting::measured_sets, "measured_sets"},
         {panoh::release::Setting::model_cells, "model_cells"}}};
};
