#pragma once

// Proofs that nobody paid for: for *_test.cpp, tests/ and bench/ only, which tools/check_layers.py sees to.

#include <cstdint>

#include "privacy/spent.h"

namespace panoh::privacy {

struct ForTest {
    [[nodiscard]] static Spent spent(Rho rho, std::uint64_t insecure_seed)
    {
        return {rho, RandomBits(insecure_seed), true};
    }
    [[nodiscard]] static Spent spent(Rho rho) { return {rho, RandomBits(), false}; }
    [[nodiscard]] static Exact exact() { return {}; }
};

[[nodiscard]] inline Spent spend_for_test(Rho rho, std::uint64_t insecure_seed)
{
    return ForTest::spent(rho, insecure_seed);
}
/// With bits of the operating system: for tests of distributions.
[[nodiscard]] inline Spent spend_for_test(Rho rho)
{
    return ForTest::spent(rho);
}
[[nodiscard]] inline Exact exact_for_test()
{
    return ForTest::exact();
}

} // namespace panoh::privacy
