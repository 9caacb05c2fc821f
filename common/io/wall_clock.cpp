// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/wall_clock.hpp"

#include "io/failure.hpp"

#include <string>

namespace mpm {
namespace {

constexpr std::chrono::sys_seconds beginning{std::chrono::sys_days{std::chrono::January / 1 / 2020}};

/// "1970-01-01"
std::string dateOf(std::chrono::sys_seconds time)
{
    const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(time));
    const auto twoDigits = [](unsigned number) { return (number < 10 ? "-0" : "-") + std::to_string(number); };
    return std::to_string(static_cast<int>(date.year())) + twoDigits(static_cast<unsigned>(date.month())) +
           twoDigits(static_cast<unsigned>(date.day()));
}

} // namespace

std::chrono::sys_seconds wallClock()
{
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::chrono::sys_time<std::chrono::microseconds> preciseWallClock()
{
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

void demandRight(std::chrono::sys_seconds now)
{
    if (now < beginning) {
        throw MachineUnfit("this machine's clock says " + dateOf(now) +
                           ", by which no certificate or signature can be "
                           "judged");
    }
}

} // namespace mpm
