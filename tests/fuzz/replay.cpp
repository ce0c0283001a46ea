// In place of libFuzzer, for targets that need half the program: in the ordinary build, where the program is
// compiled already, every seed and then changed ones for some seconds. Nothing guides it and no sanitizer
// watches, so it finds less; the soak does the real work.
//
//   NAME_replay SECONDS RANDOM_SEED FOLDER

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
/// Of targets that change documents by their shape.
extern "C" __attribute__((weak)) std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                                                     std::size_t most, unsigned int seed);
extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace {

constexpr std::size_t longest = 4'096;
std::minstd_rand random_numbers; // NOLINT(cert-msc51-cpp): its seed is an argument

std::size_t below(std::size_t end)
{
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_numbers);
}

std::vector<std::string> seeds_in(const std::filesystem::path& folder)
{
    std::vector<std::string> seeds;
    std::vector<std::filesystem::path> files;
    for (const auto& file : std::filesystem::directory_iterator(folder))
        files.push_back(file.path());
    std::ranges::sort(files);
    for (const auto& path : files) {
        std::ifstream file(path, std::ios::binary);
        seeds.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return seeds;
}

/// Kept in its own piece of memory, as libFuzzer does, and in a file for when the program ends by it.
void try_one(const std::string& input)
{
    std::ofstream("last_input", std::ios::binary | std::ios::trunc) << input;
    const std::vector<std::uint8_t> bytes(input.begin(), input.end());
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

std::string changed(std::string input)
{
    const auto size = std::min(input.size(), longest);
    input.resize(longest);
    auto* bytes = reinterpret_cast<std::uint8_t*>(input.data());
    const auto seed = static_cast<unsigned int>(random_numbers());
    input.resize(LLVMFuzzerCustomMutator != nullptr ? LLVMFuzzerCustomMutator(bytes, size, longest, seed)
                                                    : LLVMFuzzerMutate(bytes, size, longest));
    return input;
}

} // namespace

/// A byte exchanged, put in or left out, a few times.
extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most)
{
    for (auto times = 1 + below(4); times > 0; --times) {
        const auto at = below(size + 1);
        const auto byte = static_cast<std::uint8_t>(below(256));
        const auto kind = below(3);
        if (kind == 0 && at < size) {
            data[at] = byte;
        } else if (kind == 1 && size < most) {
            std::copy_backward(data + at, data + size, data + size + 1);
            data[at] = byte;
            ++size;
        } else if (at < size) {
            std::copy(data + at + 1, data + size, data + at);
            --size;
        }
    }
    return size;
}

int main(int count, char** words)
{
    if (count != 4) return 2;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(std::stoi(words[1]));
    random_numbers.seed(static_cast<unsigned int>(std::stoul(words[2])));
    const auto seeds = seeds_in(words[3]);
    if (seeds.empty()) return 2;
    std::int64_t runs = 0;
    for (const auto& seed : seeds) {
        try_one(seed);
        ++runs;
    }
    for (; std::chrono::steady_clock::now() < end; ++runs)
        try_one(changed(seeds[below(seeds.size())]));
    std::printf("%lld runs\n", static_cast<long long>(runs));
    return 0;
}
