// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/status.hpp"

#include "check/ascii.hpp"

#include <array>

namespace mpm {
namespace {

constexpr std::array<Status, 4> allStatuses{Status::Ok, Status::Warning, Status::Critical, Status::Unknown};

int rank(Status status)
{
    switch (status) {
    case Status::Ok: return 0;
    case Status::Warning: return 1;
    case Status::Unknown: return 2;
    case Status::Critical: return 3;
    }
    return 2;
}

} // namespace

Status worse(Status a, Status b)
{
    return rank(a) < rank(b) ? b : a;
}

std::string_view toString(Status status)
{
    switch (status) {
    case Status::Ok: return "OK";
    case Status::Warning: return "WARNING";
    case Status::Critical: return "CRITICAL";
    case Status::Unknown: return "UNKNOWN";
    }
    return "UNKNOWN";
}

std::optional<Status> parseStatus(std::string_view text)
{
    for (const auto status : allStatuses) {
        if (equalIgnoringCase(text, toString(status))) {
            return status;
        }
    }
    return std::nullopt;
}

} // namespace mpm
