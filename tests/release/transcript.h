#pragma once

// Everything that a mechanism was told about people, as the linker gives it away: each call of `Spent` out of
// another file passes by here (see wrapped.cpp), so that nothing in the program knows of it.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "privacy/spent.h"

namespace panoh::release_audit {

/// Counts and what was told of them.
struct Noisy {
    std::vector<std::uint32_t> answers;
    privacy::Variance variance;
    std::int64_t squared_sensitivity = 1;
    privacy::Rho paid;
    std::vector<std::int64_t> told;
};

/// A choice and what was chosen.
struct Choice {
    std::vector<std::int64_t> scores;
    std::int64_t sensitivity = 1;
    privacy::Rho rho;
    privacy::Rho paid;
    std::size_t told = 0;
};

using Step = std::variant<Noisy, Choice>;

/// What one run was told, in order.
using Transcript = std::vector<Step>;

/// While it lives, what this thread is told is kept.
class Recording {
public:
    Recording();
    ~Recording();
    Recording(const Recording&) = delete;
    Recording& operator=(const Recording&) = delete;
    [[nodiscard]] Transcript take() { return std::move(steps_); }

private:
    friend struct Wrapped;
    Transcript steps_;
};

/// While it lives, this thread is told once more what was told before, whatever its counts are; and its
/// counts are kept. The mechanism of another table then does all that it would do if chance had given both
/// the same answers: what still differs was not paid for.
class Replay {
public:
    explicit Replay(const Transcript& before);
    ~Replay();
    Replay(const Replay&) = delete;
    Replay& operator=(const Replay&) = delete;
    /// The same steps with the counts of this run.
    [[nodiscard]] Transcript take() { return std::move(steps_); }
    /// What was asked otherwise than before; from there on nothing is replayed.
    [[nodiscard]] const std::vector<std::string>& faults() const { return faults_; }

private:
    friend struct Wrapped;
    const Transcript& before_;
    Transcript steps_;
    std::vector<std::string> faults_;
};

/// While it lives, this thread gets the same bits each time where it asks the operating system: for ways on
/// which nobody can choose a seed.
class ChosenBits {
public:
    explicit ChosenBits(std::uint64_t seed);
    ~ChosenBits();
    ChosenBits(const ChosenBits&) = delete;
    ChosenBits& operator=(const ChosenBits&) = delete;

private:
    friend void wrapped_bits(privacy::RandomBits* bits);
    std::uint64_t seed_;
    std::uint64_t times_ = 0;
};

/// What two runs of one transcript gave away about who differs.
struct Account {
    /// Squares of distances over twice the variances, and squares of choices over 8: what was given away.
    double given_away = 0;
    /// What was taken out of the budget.
    double paid = 0;
    /// ln of the chance of the transcript in the second world over that in the first.
    double log_ratio = 0;
    /// Steps that one person moved by more than they said, or that paid less than they cost.
    std::vector<std::string> faults;
};
[[nodiscard]] Account account(const Transcript& first, const Transcript& second);

} // namespace panoh::release_audit
