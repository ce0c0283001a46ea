// A debit that may have been refused is looked at.
// g++ says: ignoring return
#include "privacy/ledger.h"

using namespace panoh::privacy;

bool paid(Ledger& ledger, const Spending& spending)
{
#ifdef REFUSED
    ledger.debit({1}, spending);
    return true;
#else
    return ledger.debit({1}, spending).has_value();
#endif
}
