// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/metric.hpp"

#include <utility>

namespace mpm {

Metric seconds(std::string name, double value)
{
    return Metric{.name = std::move(name), .value = value, .unit = "s", .min = 0, .max = std::nullopt};
}

Metric count(std::string name, double value)
{
    return Metric{.name = std::move(name), .value = value, .unit = "", .min = 0, .max = std::nullopt};
}

} // namespace mpm
