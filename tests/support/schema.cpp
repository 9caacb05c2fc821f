// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/schema.hpp"

#include "support/process.hpp"

#include <stdexcept>

namespace mpm::test {
namespace {

/// One object or several behind each other; prints what is wrong with each.
const std::string validator = R"(
import json, sys
from jsonschema import Draft202012Validator
schema = json.load(open(sys.argv[1]))
Draft202012Validator.check_schema(schema)
count, text = 0, sys.stdin.read().lstrip()
while text:
    value, end = json.JSONDecoder().raw_decode(text)
    text, count = text[end:].lstrip(), count + 1
    for fault in Draft202012Validator(schema).iter_errors(value):
        print('object', count, fault.json_path, fault.message)
print(count, 'objects')
)";

} // namespace

std::string faultsOfSchema(const std::string& objects)
{
    const auto result = run({"/usr/bin/python3", "-c", validator, SCHEMA}, {.input = objects, .timeout = 120});
    if (result.exitStatus != 0) {
        throw std::runtime_error("the validator failed: " + result.err);
    }
    return result.out;
}

} // namespace mpm::test
