#pragma once

// The order that must hold, as types: the ledger is debited and synced, and only then can noise be drawn or a
// sensitive value be read. What does it the other way round does not compile.

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "privacy/noise.h"
#include "privacy/rho.h"

namespace panoh::privacy {

/// Makes proofs for tests, in testing.h, which no part of the program includes (tools/check_layers.py).
struct ForTest;

/// Proof that an amount was written into the ledger and is on the disk; made by `Ledger` alone. Mechanisms
/// take what they cost out of it; taking more than there is, is a bug and ends the process.
class Spent {
public:
    Spent(Spent&&) noexcept = default;
    Spent& operator=(Spent&&) noexcept = default;
    Spent(const Spent&) = delete;
    Spent& operator=(const Spent&) = delete;

    [[nodiscard]] Rho left() const { return left_; }
    [[nodiscard]] Rho paid() const { return paid_; }
    /// True where the random bits were chosen by somebody: every output says that it is not private.
    [[nodiscard]] bool insecure() const { return insecure_; }

    /// Adds discrete Gaussian noise to whole-number answers that one person moves by at most the square root
    /// of `squared_sensitivity` together; pays `cost_of(variance, squared_sensitivity)`. Large lists are
    /// shared among `threads` (0: one a processor), block by block, each block with a source of its own:
    /// their number changes nothing in what a chosen seed gives.
    [[nodiscard]] std::vector<std::int64_t> gaussian(std::span<const std::uint32_t> answers,
                                                     Variance variance, std::int64_t squared_sensitivity,
                                                     unsigned threads = 0);

    /// Chooses one of several (at least one) by the exponential mechanism: probability proportional to
    /// exp(e score / (2 sensitivity)), with the largest e = whole number / 2^30 whose e^2 / 8 is at most
    /// `rho` (bounded range: Cesar and Rogers 2020, arXiv 2004.07223), which is paid. Scores and their
    /// sensitivity (1 or more) are whole numbers, and may be anything of 64 bits; drawn by rejection, so
    /// exactly: as many tries as there are scores when all but one are hopeless.
    [[nodiscard]] std::size_t choose(std::span<const std::int64_t> scores, std::int64_t sensitivity, Rho rho);

    /// Bits for chances that do not look at anybody, such as which values a cap leaves out: no cost.
    [[nodiscard]] RandomBits& bits() { return bits_; }

private:
    friend class Ledger;
    friend struct ForTest;
    Spent(Rho rho, RandomBits bits, bool insecure)
        : paid_(rho), left_(rho), bits_(std::move(bits)), insecure_(insecure)
    {
    }
    void pay(Rho rho);

    Rho paid_;
    Rho left_;
    RandomBits bits_;
    bool insecure_;
};

/// Proof that somebody asked for exact figures for internal use, which every output of it says; or for a
/// release of another kind of promise (k-anonymity), which the ledger has noted. Made by `Ledger` alone.
class Exact {
public:
    Exact(Exact&&) noexcept = default;
    Exact& operator=(Exact&&) noexcept = default;
    Exact(const Exact&) = delete;
    Exact& operator=(const Exact&) = delete;

private:
    friend class Ledger;
    friend struct ForTest;
    Exact() = default;
};

/// A value about people. Nobody reads it without having paid or having said that it is for internal use.
template <typename T>
class Sensitive {
public:
    explicit Sensitive(T value) : value_(std::move(value)) {}
    Sensitive(Sensitive&&) noexcept = default;
    Sensitive& operator=(Sensitive&&) noexcept = default;
    Sensitive(const Sensitive&) = delete;
    Sensitive& operator=(const Sensitive&) = delete;

    [[nodiscard]] const T& open(const Spent&) const { return value_; }
    [[nodiscard]] const T& open(const Exact&) const { return value_; }

private:
    T value_;
};

} // namespace panoh::privacy
