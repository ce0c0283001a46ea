// What the linker puts in place of two members of `Spent` (its option --wrap, see CMakeLists.txt), for every
// caller outside of spent.cpp, and of the bits of the operating system. The names are those that the C++ ABI
// gives; a signature that changed is a name that is not found, and the program does not link.

#include <cstdlib>
#include <new>
#include <utility>

#include "transcript.h"

namespace panoh::release_audit {

using privacy::Rho;
using privacy::Spent;
using privacy::Variance;

std::vector<std::int64_t> real_gaussian(
    Spent* spent, std::span<const std::uint32_t> answers, Variance variance, std::int64_t squared_sensitivity,
    unsigned threads) __asm__("__real__ZN5panoh7privacy5Spent8gaussianESt4spanIKjLm18446744073709551615EENS0_"
                              "8VarianceElj");
std::size_t real_choose(
    Spent* spent, std::span<const std::int64_t> scores, std::int64_t sensitivity,
    Rho rho) __asm__("__real__ZN5panoh7privacy5Spent6chooseESt4spanIKlLm18446744073709551615EElNS0_3RhoE");
std::vector<std::int64_t> wrapped_gaussian(
    Spent* spent, std::span<const std::uint32_t> answers, Variance variance, std::int64_t squared_sensitivity,
    unsigned threads) __asm__("__wrap__ZN5panoh7privacy5Spent8gaussianESt4spanIKjLm18446744073709551615EENS0_"
                              "8VarianceElj");
std::size_t wrapped_choose(
    Spent* spent, std::span<const std::int64_t> scores, std::int64_t sensitivity,
    Rho rho) __asm__("__wrap__ZN5panoh7privacy5Spent6chooseESt4spanIKlLm18446744073709551615EElNS0_3RhoE");

void real_bits(privacy::RandomBits* bits) __asm__("__real__ZN5panoh7privacy10RandomBitsC1Ev");
void wrapped_bits(privacy::RandomBits* bits) __asm__("__wrap__ZN5panoh7privacy10RandomBitsC1Ev");

namespace {
thread_local Recording* recording = nullptr;
thread_local Replay* replay = nullptr;
thread_local ChosenBits* chosen = nullptr;
} // namespace

struct Wrapped {
    template <typename Kind>
    static const Kind* before()
    {
        if (replay == nullptr) return nullptr;
        const std::size_t place = replay->steps_.size();
        const Kind* step =
            place < replay->before_.size() ? std::get_if<Kind>(&replay->before_[place]) : nullptr;
        if (step == nullptr) fault("asked for another kind of thing");
        return replay->faults_.empty() ? step : nullptr;
    }
    static void fault(std::string what) { replay->faults_.push_back(std::move(what)); }

    static std::vector<std::int64_t> gaussian(Spent* spent, std::span<const std::uint32_t> answers,
                                              Variance variance, std::int64_t squared, unsigned threads)
    {
        Noisy step{.answers = {answers.begin(), answers.end()},
                   .variance = variance,
                   .squared_sensitivity = squared,
                   .paid = {},
                   .told = {}};
        const Noisy* old = before<Noisy>();
        if (old != nullptr && (old->answers.size() != answers.size() || old->variance != variance ||
                               old->squared_sensitivity != squared)) {
            fault("asked for other counts or with other noise");
            old = nullptr;
        }
        const Rho left = spent->left();
        // The old counts once more: then the source of chance stands where it stood too.
        step.told = real_gaussian(spent, old != nullptr ? old->answers : answers, variance, squared, threads);
        step.paid = left - spent->left();
        if (old != nullptr) step.told = old->told;
        auto told = step.told;
        keep(std::move(step));
        return told;
    }

    static std::size_t choose(Spent* spent, std::span<const std::int64_t> scores, std::int64_t sensitivity,
                              Rho rho)
    {
        Choice step{.scores = {scores.begin(), scores.end()},
                    .sensitivity = sensitivity,
                    .rho = rho,
                    .paid = {},
                    .told = 0};
        const Choice* old = before<Choice>();
        if (old != nullptr &&
            (old->scores.size() != scores.size() || old->sensitivity != sensitivity || old->rho != rho)) {
            fault("asked to choose among others or otherwise");
            old = nullptr;
        }
        const Rho left = spent->left();
        step.told = real_choose(spent, old != nullptr ? old->scores : scores, sensitivity, rho);
        step.paid = left - spent->left();
        if (old != nullptr) step.told = old->told;
        const std::size_t told = step.told;
        keep(std::move(step));
        return told;
    }

    static void keep(Step step)
    {
        if (recording != nullptr)
            recording->steps_.push_back(std::move(step));
        else if (replay != nullptr)
            replay->steps_.push_back(std::move(step));
    }
    static void set(Recording* now)
    {
        if (now != nullptr && (recording != nullptr || replay != nullptr)) std::abort();
        recording = now;
    }
    static void set(Replay* now)
    {
        if (now != nullptr && (recording != nullptr || replay != nullptr)) std::abort();
        replay = now;
    }
};

std::vector<std::int64_t> wrapped_gaussian(Spent* spent, std::span<const std::uint32_t> answers,
                                           Variance variance, std::int64_t squared_sensitivity,
                                           unsigned threads)
{
    return Wrapped::gaussian(spent, answers, variance, squared_sensitivity, threads);
}

std::size_t wrapped_choose(Spent* spent, std::span<const std::int64_t> scores, std::int64_t sensitivity,
                           Rho rho)
{
    return Wrapped::choose(spent, scores, sensitivity, rho);
}

void wrapped_bits(privacy::RandomBits* bits)
{
    if (chosen == nullptr) return real_bits(bits);
    new (bits) privacy::RandomBits(chosen->seed_, chosen->times_++);
}

ChosenBits::ChosenBits(std::uint64_t seed) : seed_(seed)
{
    if (chosen != nullptr) std::abort();
    chosen = this;
}

ChosenBits::~ChosenBits()
{
    chosen = nullptr;
}

Recording::Recording()
{
    Wrapped::set(this);
}

Recording::~Recording()
{
    Wrapped::set(static_cast<Recording*>(nullptr));
}

Replay::Replay(const Transcript& before) : before_(before)
{
    Wrapped::set(this);
}

Replay::~Replay()
{
    Wrapped::set(static_cast<Replay*>(nullptr));
}

} // namespace panoh::release_audit
