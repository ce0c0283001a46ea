#include "figures.h"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace panoh::release_audit {

namespace {

/// Discrete noise of a deviation of 1.5 or more tells no more than 2 % above the continuous trade-off.
constexpr double discrete = 1.02;

std::uint64_t first_seed()
{
    if (!soaking()) return 1;
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const auto seed =
        static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::seconds>(now).count());
    fmt::print("seeds from {} on\n", seed << 32U);
    return seed << 32U;
}

} // namespace

bool soaking()
{
    const char* said = std::getenv("PANOH_SOAK");
    return said != nullptr && *said == '1';
}

std::size_t runs(std::size_t light, std::size_t soak)
{
    return soaking() ? soak : light;
}

std::uint64_t seed_of(std::size_t run)
{
    static const std::uint64_t first = first_seed();
    return first + run;
}

void tell(const std::string& name, const std::string& claim, const std::string& found, std::size_t number)
{
    fmt::print("audit | {} | {} | {} | {}\n", name, claim, found, number);
    std::fflush(stdout); // the soak takes hours
}

Shares hold_against(const std::string& name, const Samples& samples, privacy::Rho rho, bool gaussian)
{
    CAPTURE(name);
    std::string claims;
    std::string found;
    const auto promised_at = [&](std::int64_t one_in) {
        return static_cast<double>(privacy::epsilon_for(rho, {one_in}).thousandths) / 1000;
    };
    for (const std::int64_t one_in : {1'000'000, 1'000, 100, 10}) {
        const double epsilon = lower_bounds(samples, 1 / static_cast<double>(one_in), error).epsilon;
        CHECK(epsilon <= promised_at(one_in));
        claims += fmt::format("epsilon {:.2f} at 1/{}, ", promised_at(one_in), one_in);
        found += fmt::format("{:.2f}, ", epsilon);
    }
    const double mu_promised = std::sqrt(2 * privacy::to_double(rho));
    const double mu = lower_bounds(samples, 0, error).mu;
    const double as_gaussian = gaussian_epsilon(mu, 1e-6);
    if (gaussian) CHECK(mu <= mu_promised * discrete);
    // A mu is promised where all noise is Gaussian, and nowhere else.
    claims = gaussian ? fmt::format("{}mu {:.3f}", claims, mu_promised) : claims.substr(0, claims.size() - 2);
    found = gaussian ? fmt::format("{}{:.3f} (as epsilon at 1/1000000: {:.2f})", found, mu, as_gaussian)
                     : found.substr(0, found.size() - 2);
    tell(name, claims, found, samples.with.size());
    return {.epsilon = as_gaussian / promised_at(1'000'000), .mu = mu / mu_promised};
}

} // namespace panoh::release_audit
