// Numbers with a point, for people and for scoring. Nothing of what is here is ever paid or drawn.

#include <cmath>

#include "privacy/noise.h"
#include "privacy/rho.h"

namespace panoh::privacy {

double to_double(Rho rho)
{
    return std::ldexp(static_cast<double>(rho.units), -static_cast<int>(rho_unit_bits));
}

double standard_deviation(Variance variance)
{
    return std::sqrt(static_cast<double>(variance.sixteenths)) / 4;
}

} // namespace panoh::privacy
