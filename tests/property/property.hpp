// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"

#include <cstddef>
#include <functional>
#include <string>

namespace mpm::property {

/// What is to hold, and how often it is tried.
struct Property {
    std::string name;
    int cases = 1000;
    std::size_t kinds = 0; ///< so many different findings come up at least, or the cases don't get far
};

/// Runs `body` so many times, each with draws of its own from RapidCheck's generators; it gives the report that it has
/// looked at, and fails by throwing. The first failure is shrunk and shown with everything that was drawn. One line on
/// stdout tells how many cases held and from which seed, the same one unless RC_PARAMS="seed=N" names another;
/// RC_PARAMS="max_success=N" sets their number.
void forAll(const Property& property, const std::function<Report()>& body);

} // namespace mpm::property
