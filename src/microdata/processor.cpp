#include "microdata/processor.h"

namespace panoh::microdata {

bool has(Processor processor)
{
#ifdef __x86_64__
    __builtin_cpu_init();
    const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") &&
                      __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt");
    const bool avx512 = avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vbmi2") &&
                        __builtin_cpu_supports("avx512vpopcntdq");
#else
    const bool avx2 = false;
    const bool avx512 = false;
#endif
    switch (processor) {
    case Processor::plain:
        return true;
    case Processor::avx2:
        return avx2;
    case Processor::avx512:
        return avx512;
    }
    return false;
}

Processor best_processor()
{
    static const Processor best = has(Processor::avx512) ? Processor::avx512
                                  : has(Processor::avx2) ? Processor::avx2
                                                         : Processor::plain;
    return best;
}

} // namespace panoh::microdata
