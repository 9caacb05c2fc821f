// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/servers/serial.hpp"

#include <algorithm>

namespace mpm {

bool isNewerSerial(std::uint32_t a, std::uint32_t b)
{
    return a != b && a - b < 0x80000000U; // unsigned subtraction goes round the circle
}

std::uint32_t newestSerial(const std::vector<std::uint32_t>& serials)
{
    auto newest = serials.front();
    for (const auto serial : serials) {
        newest = isNewerSerial(serial, newest) ? serial : newest;
    }
    return newest;
}

std::uint32_t serialSpread(const std::vector<std::uint32_t>& serials)
{
    std::uint32_t spread = 0;
    for (const auto serial : serials) {
        spread = std::max(spread, newestSerial(serials) - serial);
    }
    return spread;
}

} // namespace mpm
