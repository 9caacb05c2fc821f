// SPDX-License-Identifier: GPL-3.0-or-later
// The main function of a fuzz target without libFuzzer: `TARGET FOLDER` feeds it every file of its corpus. Names each
// before, so that the last name is that of the file which ended the run; fails where there are no files.
#include <cstdint>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

std::set<std::filesystem::path> filesOf(const std::filesystem::path& folder)
{
    std::set<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        files.insert(entry.path());
    }
    return files;
}

std::string octetsOf(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    in.exceptions(std::ios::badbit | std::ios::failbit);
    return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace

int main(int count, char** arguments)
{
    try {
        const auto files = filesOf(count == 2 ? arguments[1] : "");
        for (const auto& file : files) {
            std::cerr << file.filename().string() << std::endl; // at once, for what may follow is the end
            const auto octets = octetsOf(file);
            LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(octets.data()), octets.size());
        }
        std::cerr << files.size() << " files replayed\n";
        return files.empty() ? 1 : 0;
    } catch (const std::exception& error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
}
