// Whoever may only look at a proof reads with it, and draws nothing from it.
// g++ says: discards qualifiers
#include "privacy/spent.h"

using namespace panoh::privacy;

std::size_t chosen(const Spent& spent, const Sensitive<int>& value)
{
#ifdef REFUSED
    return spent.choose({}, 1, {1}) + static_cast<std::size_t>(value.open(spent));
#else
    return static_cast<std::size_t>(spent.left().units + value.open(spent));
#endif
}
