// SPDX-License-Identifier: GPL-3.0-or-later
// Every fault at every step of every check. A new step, fault or check is a row in step.cpp, fault.cpp or world.cpp,
// and the statuses that belong to it, which contract and reason give, stand in expected.txt.
#include "matrix/form.hpp"
#include "matrix/world.hpp"
#include "support/catch.hpp"
#include "support/plugin.hpp"
#include "support/private_internet.hpp"
#include "support/sample.hpp"
#include "support/schema.hpp"
#include "support/timing.hpp"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <sstream>
#include <thread>

using namespace mpm::test;

namespace {

constexpr double seconds = 0.3; // the time of each run

/// Most of the time each of them waits; but a sanitized check takes a fifth of a second to start.
unsigned workers()
{
    return timeFactor() > 1 ? 2 : 6;
}

/// Runs that take too long or end otherwise are made again alone and with time enough, in case the machine was busy;
/// but a few.
constexpr std::size_t mostAgain = 40;

const std::vector<std::string> formats{"text", "json", "prometheus"};

struct Case {
    const Step* step = nullptr;
    std::string check;
    const Fault* fault = nullptr;
    std::string format;
    ProcessResult result = {};
    std::string error = {}; ///< why there is none

    std::string row() const { return step->name + ", " + check; }
};

std::vector<Case> allCases()
{
    std::vector<Case> cases;
    Sample sample;
    for (const auto& step : steps()) {
        for (const auto& check : step.checks) {
            for (const auto& fault : faults()) {
                for (const auto& format : formats) {
                    if (canHappen(fault, step) && sample.takesNext()) {
                        cases.push_back({.step = &step, .check = check, .fault = &fault, .format = format});
                    }
                }
            }
        }
    }
    return cases;
}

void runCase(Case& one, const MatrixFiles& files, std::size_t number, double time)
{
    try {
        const MatrixWorld world(*one.step, one.check, *one.fault, files, number);
        auto command = world.command();
        command.front() = pluginPath(command.front());
        command.insert(command.end(), {"-t", std::to_string(time), "--format", one.format});
        one.result = run(command, {.measured = true});
    } catch (const std::exception& error) {
        one.error = error.what();
    }
}

void runAll(std::vector<Case>& cases, const MatrixFiles& files)
{
    std::atomic<std::size_t> next{0};
    std::vector<std::thread> threads;
    for (unsigned worker = 0; worker < workers(); ++worker) {
        threads.emplace_back([&] {
            for (auto i = next++; i < cases.size(); i = next++) {
                runCase(cases[i], files, i, scaled(seconds));
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
}

/// "connect, banner" and the statuses in the order of the faults, "-" where the fault can't happen.
std::map<std::string, std::vector<std::string>> expectedStatuses()
{
    std::map<std::string, std::vector<std::string>> expected;
    std::ifstream file(SOURCE_DIR "/tests/matrix/expected.txt");
    std::string line;
    while (std::getline(file, line)) {
        const auto colon = line.find(':');
        if (!line.starts_with("#") && colon != std::string::npos) {
            std::istringstream statuses(line.substr(colon + 1));
            expected[line.substr(0, colon)] =
                std::vector<std::string>(std::istream_iterator<std::string>(statuses), {});
        }
    }
    return expected;
}

std::string expectedOf(const Case& one)
{
    static const auto expected = expectedStatuses();
    const auto row = expected.find(one.row());
    const auto column = static_cast<std::size_t>(one.fault - faults().data());
    return row == expected.end() || column >= row->second.size() ? "nothing" : row->second[column];
}

bool isAsExpected(const Case& one)
{
    return std::to_string(one.result.exitStatus) == expectedOf(one);
}

/// The rows of expected.txt as this run saw them.
void printSeen(const std::vector<Case>& cases)
{
    std::string row;
    std::size_t column = 0;
    for (const auto& one : cases) {
        if (one.format != formats.front()) {
            continue;
        }
        if (one.row() != row) {
            row = one.row();
            column = 0;
            std::cout << '\n' << row << ':';
        }
        for (; column < static_cast<std::size_t>(one.fault - faults().data()); ++column) {
            std::cout << " -";
        }
        std::cout << ' ' << one.result.exitStatus;
        ++column;
    }
    std::cout << '\n';
}

} // namespace

TEST_CASE("Whatever goes wrong at whatever step ends in time, with the right status and one output that consumers take")
{
    PrivateNetwork network;
    REQUIRE(run({"ip", "route", "add", "unreachable", "203.0.113.0/24"}).exitStatus == 0);
    const MatrixFiles files;
    auto cases = allCases();
    runAll(cases, files);

    std::map<std::string, long> memory;
    std::string objects;
    std::size_t objectsSeen = 0;
    std::size_t again = 0;
    for (auto& one : cases) {
        INFO(one.row() << ": " << one.fault->name << ", " << one.format);
        CHECK(one.error == "");
        auto time = scaled(seconds);
        const bool isSound = isAsExpected(one) && faultsOfForm(one.result, time, one.format).empty();
        if (!isSound && one.error.empty() && again < mostAgain) {
            ++again;
            time = scaled(4 * seconds);
            runCase(one, files, cases.size() + again, time);
        }
        INFO(one.result.out << one.result.err);
        CHECK(faultsOfForm(one.result, time, one.format) == std::vector<std::string>{});
        auto& most = memory[one.check];
        most = std::max(most, one.result.maxRssKiB);
        if (one.format == "json") {
            objects += one.result.out;
            ++objectsSeen;
        }
        CHECK(std::to_string(one.result.exitStatus) == expectedOf(one));
    }
    CHECK(faultsOfSchema(objects) == std::to_string(objectsSeen) + " objects\n");
    std::cout << "matrix: " << steps().size() << " steps, " << faults().size() << " faults, " << cases.size()
              << " runs, " << again << " of them made again alone; largest resident set in KiB:";
    for (const auto& [check, most] : memory) {
        std::cout << ' ' << check << ' ' << most << ',';
    }
    std::cout << '\n';
    if (std::any_of(cases.begin(), cases.end(), [](const Case& one) { return !isAsExpected(one); })) {
        printSeen(cases);
    }
}
