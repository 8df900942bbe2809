// SPDX-License-Identifier: MIT
// Compares every golden case with golden/expected/<group>.sql; --bless writes those files anew.
#include "support/golden.hpp"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct entry {
    std::string name;
    std::string text;
};
using entries = std::vector<entry>;
using groups = std::map<std::string, entries>;

int failure_count = 0;

void report(const std::string& message) {
    ++failure_count;
    std::printf("FAILED: %s\n", message.c_str());
}

const fs::path expected_folder = fs::path(ORM_TESTS_DIR) / "golden" / "expected";

/// An entry begins with a line `-- name` where name has no space: SQL comments stay what they are.
bool is_header(const std::string& line) {
    return line.size() > 3 && line.starts_with("-- ") &&
           line.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_", 3) == std::string::npos;
}

std::string without_trailing_newlines(std::string text) {
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

entries read_expected(const fs::path& path) {
    entries found;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        if (is_header(line)) found.push_back({line.substr(3), ""});
        else if (!found.empty()) found.back().text += line + "\n";
    }
    for (auto& each : found) each.text = without_trailing_newlines(each.text);
    return found;
}

void write_expected(const fs::path& path, const entries& produced) {
    fs::create_directories(path.parent_path());
    std::ofstream file(path);
    bool is_first = true;
    for (const auto& each : produced) {
        file << (is_first ? "" : "\n") << "-- " << each.name << "\n" << each.text << "\n";
        is_first = false;
    }
}

bool can_be_stored(const std::string& text) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        if (is_header(line)) return false;
    return true;
}

void produce(const orm_test::golden_case& golden, groups& produced) {
    const std::string full(golden.name);
    const auto slash = full.rfind('/');
    if (slash == std::string::npos || !is_header("-- " + full.substr(slash + 1)))
        return report(full + ": a golden case is named group/name, in lower case and underscores");
    auto& group = produced[full.substr(0, slash)];
    const std::string name = full.substr(slash + 1);
    if (std::any_of(group.begin(), group.end(), [&](const entry& e) { return e.name == name; }))
        return report(full + ": two cases have this name");
    try {
        const auto text = without_trailing_newlines(golden.produce().text);
        if (!can_be_stored(text)) return report(full + ": a line of the text looks like `-- name`");
        group.push_back({name, text});
    } catch (const std::exception& thrown) {
        report(full + ": " + thrown.what());
    }
}

/// In the order of the source, whatever the order in which the linker runs constructors.
groups produce_all() {
    auto cases = orm_test::golden_cases();
    std::sort(cases.begin(), cases.end(), [](const auto& lhs, const auto& rhs) {
        return std::tie(lhs.file, lhs.line) < std::tie(rhs.file, rhs.line);
    });
    groups produced;
    for (const auto& golden : cases) produce(golden, produced);
    return produced;
}

std::string marked(const std::string& text, char mark) {
    std::istringstream lines(text);
    std::string out;
    for (std::string line; std::getline(lines, line);) out += std::string(1, mark) + line + "\n";
    return out;
}

const entry* find(const entries& all, const std::string& name) {
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const entry& e) { return e.name == name; });
    return found == all.end() ? nullptr : &*found;
}

void compare_group(const std::string& group, const entries& produced, const entries& expected) {
    for (const auto& each : produced) {
        const entry* wanted = find(expected, each.name);
        if (wanted == nullptr)
            report(group + "/" + each.name + " is new; read it, then --bless\n" +
                   marked(each.text, '+'));
        else if (wanted->text != each.text)
            report(group + "/" + each.name + " differs (- expected, + produced)\n" +
                   marked(wanted->text, '-') + marked(each.text, '+'));
    }
    for (const auto& each : expected)
        if (find(produced, each.name) == nullptr)
            report(group + "/" + each.name + " is expected, but no case makes it");
}

/// Group names of all expected files: `select`, `ddl/create_table`.
std::vector<std::string> expected_groups() {
    std::vector<std::string> names;
    if (!fs::exists(expected_folder)) return names;
    for (const auto& item : fs::recursive_directory_iterator(expected_folder)) {
        if (item.path().extension() != ".sql") continue;
        names.push_back(
            fs::relative(item.path(), expected_folder).replace_extension().generic_string());
    }
    return names;
}

fs::path file_of(const std::string& group) { return expected_folder / (group + ".sql"); }

void bless(const groups& produced) {
    for (const auto& name : expected_groups())
        if (!produced.contains(name)) fs::remove(file_of(name));
    for (const auto& [name, cases] : produced) write_expected(file_of(name), cases);
}

void compare(const groups& produced) {
    for (const auto& [name, cases] : produced)
        compare_group(name, cases, read_expected(file_of(name)));
    for (const auto& name : expected_groups())
        if (!produced.contains(name)) compare_group(name, {}, read_expected(file_of(name)));
}

}  // namespace

int main(int argument_count, char** arguments) {
    const bool is_blessing = argument_count == 2 && std::string(arguments[1]) == "--bless";
    if (argument_count > 1 && !is_blessing) {
        std::printf("usage: golden_tests [--bless]\n");
        return 2;
    }
    const groups produced = produce_all();
    if (is_blessing && failure_count == 0) bless(produced);
    else compare(produced);
    std::printf("golden: %zu cases in %zu groups, %d failures\n", orm_test::golden_cases().size(),
                produced.size(), failure_count);
    return failure_count == 0 ? 0 : 1;
}
