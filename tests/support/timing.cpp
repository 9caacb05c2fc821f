// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/timing.hpp"

#include <cstdlib>
#include <sstream>
#include <stdexcept>

namespace mpm::test {

double timeFactor()
{
    const char* const given = std::getenv("MPM_TEST_TIME_FACTOR");
    double machine = 1;
    if (given != nullptr) {
        std::istringstream text(given);
        if (!(text >> machine) || !text.eof() || machine < 1) {
            throw std::runtime_error(std::string("MPM_TEST_TIME_FACTOR is no number of at least 1: ") + given);
        }
    }
    return BUILD_TIME_FACTOR * machine;
}

double scaled(double seconds)
{
    return seconds * timeFactor();
}

Seconds scaled(Seconds duration)
{
    return duration * timeFactor();
}

std::string scaled(const std::string& timeout)
{
    const auto end = timeout.find(':');
    std::ostringstream text;
    text << scaled(std::stod(timeout.substr(0, end)));
    return text.str() + (end == std::string::npos ? "" : timeout.substr(end));
}

std::string scaled(const char* timeout)
{
    return scaled(std::string(timeout));
}

} // namespace mpm::test
