// A note of exact figures pays for no noise.
// g++ says: could not convert|no known conversion|invalid initialization
#include "privacy/spent.h"

using namespace panoh::privacy;

std::vector<std::int64_t> noisy(Spent spent);

std::vector<std::int64_t> released(Exact exact, Spent spent)
{
#ifdef REFUSED
    (void)spent;
    return noisy(std::move(exact));
#else
    (void)exact;
    return noisy(std::move(spent));
#endif
}
