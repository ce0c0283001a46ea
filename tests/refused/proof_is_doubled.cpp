// What was paid once is spent once: a proof moves, it is not copied.
// g++ says: deleted
#include "privacy/spent.h"

using namespace panoh::privacy;

Spent handed_on(Spent spent)
{
#ifdef REFUSED
    Spent twice = spent;
    (void)twice.gaussian({}, {1600}, 1);
#endif
    return spent;
}
