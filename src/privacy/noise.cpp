#include "privacy/noise.h"

#include "privacy/sampling.h"

namespace panoh::privacy {

namespace {

/// Rounded up.
Wide divide_up(Wide a, Wide b)
{
    return (a + b - 1) / b;
}

/// squared_sensitivity / (2 rho) in sixteenths, and its inverse, have this on top: 16 / 2 * 2^40.
Wide times_unit(std::int64_t squared_sensitivity)
{
    if (squared_sensitivity < 1) std::abort(); // a bug: a query that nobody moves needs no noise
    return static_cast<Wide>(squared_sensitivity) << (rho_unit_bits + 3);
}

} // namespace

Variance variance_for(Rho rho, std::int64_t squared_sensitivity)
{
    if (rho.units < 1) std::abort(); // a bug: nothing buys nothing
    const Wide sixteenths = divide_up(times_unit(squared_sensitivity), static_cast<Wide>(rho.units));
    if (sixteenths > static_cast<Wide>(most_sixteenths)) std::abort(); // a bug, see the header
    return {static_cast<std::int64_t>(sixteenths)};
}

Rho cost_of(Variance variance, std::int64_t squared_sensitivity)
{
    if (variance.sixteenths < 1) std::abort(); // a bug: that is no noise
    const Wide units = divide_up(times_unit(squared_sensitivity), static_cast<Wide>(variance.sixteenths));
    if (units >> 62U != 0) std::abort(); // a bug: no budget is that large
    return {static_cast<std::int64_t>(units)};
}

bool bernoulli_exp(RandomBits& bits, Wide numerator, Wide denominator)
{
    if (denominator == 0 || denominator >> 127U != 0) std::abort(); // a bug: out of range
    Chances chances(bits);
    return bernoulli_exp_from(chances, numerator, denominator);
}

std::int64_t discrete_laplace(RandomBits& bits, std::int64_t numerator, std::int64_t denominator)
{
    if (numerator < 1 || denominator < 1 || numerator > most_sixteenths || denominator > most_sixteenths)
        std::abort(); // a bug: out of range
    Chances chances(bits);
    for (;;)
        if (const auto x = try_laplace(chances, numerator, denominator)) return *x;
}

GaussianSampler::GaussianSampler(Variance variance) : sixteenths_(variance.sixteenths)
{
    if (sixteenths_ < 1 || sixteenths_ > most_sixteenths) std::abort(); // a bug: out of range
    // t and 2 t need the same number of tries on average where t^2 = 3 / (8 ln 2) sigma^2 = 0.541 sigma^2.
    while ((std::int64_t{16'000} << (2 * scale_bits_)) < 541 * sixteenths_)
        ++scale_bits_;
    denominator_ = static_cast<Wide>(sixteenths_) << (2 * scale_bits_ + 5);
    narrow_ = denominator_ >> 64U == 0;
}

std::int64_t discrete_gaussian(RandomBits& bits, Variance variance)
{
    Chances chances(bits);
    return GaussianSampler(variance).draw_from(chances);
}

} // namespace panoh::privacy
