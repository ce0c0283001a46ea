// Who has not debited the ledger has no proof and draws no noise.
// g++ says: is private
#include "privacy/spent.h"

using namespace panoh::privacy;

std::vector<std::int64_t> noisy(Spent& spent, std::span<const std::uint32_t> answers)
{
    return spent.gaussian(answers, {1600}, 1);
}

std::vector<std::int64_t> released(Spent paid, std::span<const std::uint32_t> answers)
{
#ifdef REFUSED
    Spent own(paid.paid(), RandomBits(), false);
    return noisy(own, answers);
#else
    return noisy(paid, answers);
#endif
}
