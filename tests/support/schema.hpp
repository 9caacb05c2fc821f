// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace mpm::test {

/// What Debian's python3-jsonschema finds wrong with these objects, one behind the other, by docs/schema: a line for
/// each fault, and last "N objects". Throws std::runtime_error where it can't be run or the objects are no JSON.
std::string faultsOfSchema(const std::string& objects);

} // namespace mpm::test
