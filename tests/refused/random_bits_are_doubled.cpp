// The same random bits twice would be the same noise twice.
// g++ says: deleted
#include "privacy/noise.h"

using namespace panoh::privacy;

std::int64_t difference(RandomBits bits)
{
#ifdef REFUSED
    RandomBits again = bits;
#else
    RandomBits again = bits.split();
#endif
    return discrete_gaussian(bits, {1600}) - discrete_gaussian(again, {1600});
}
