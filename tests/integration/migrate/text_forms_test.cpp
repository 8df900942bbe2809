// SPDX-License-Identifier: MIT
// E8: a project's folder in every form that editors and git give a text is the same folder; any other byte is
// an edit.
#include "support/catch.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "integration/migrate/corpus_fixture.hpp"

using namespace orm_test;

namespace {

/// A copy of a project's folder, and its files as they were.
struct real_folder {
    test_folder folder;
    std::map<std::string, std::string> files;

    explicit real_folder(const fs::path& from) {
        fs::copy(from, folder.path(), fs::copy_options::recursive);
        for (const auto& entry : fs::directory_iterator(folder.path()))
            if (entry.path().extension() == ".sql")
                files[entry.path().filename().string()] = text_of(entry.path());
    }

    void rewrite(const orm::migration::text_form& form) {
        for (const auto& [name, text] : files)
            folder.file(name, orm::migration::rewritten(text, form));
    }
};

std::size_t count_of(postgres::connection& server, const test_folder& folder,
                     orm::migration_state state) {
    std::size_t count = 0;
    for (const auto& one : orm::status(server, folder.path()).migrations)
        count += one.state == state ? 1 : 0;
    return count;
}

/// A place between two letters, so that no character is cut and no line end is touched.
std::size_t place_in(const std::string& text, std::uint64_t& state) {
    const auto is_letter = [&](std::size_t at) {
        return at < text.size() &&
               ((text[at] >= 'a' && text[at] <= 'z') || (text[at] >= 'A' && text[at] <= 'Z'));
    };
    for (;;) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        const std::size_t at = (state >> 33U) % text.size();
        if (is_letter(at) && is_letter(at + 1)) return at + 1;
    }
}

}  // namespace

TEST_CASE("text forms: a real folder in every form is the same folder, any other byte an edit",
          "[migrate][E8]") {
    const fs::path project = shared_data("corpus/dokploy");
    if (project.empty()) ORM_SKIP("shared data corpus/dokploy is not there");
    test_database database;
    real_folder real(project / "migrations");
    postgres::connection server = connect_to(database.url());
    const std::size_t count = orm::migrate(server, real.folder.path()).applied.size();
    REQUIRE(count >= 30);

    int forms = 0;
    for (const std::string_view line_end : {"\n", "\r\n", "\r"})
        for (const bool mark : {false, true})
            for (const std::size_t ends : {orm::migration::text_form::as_it_is, std::size_t{0},
                                           std::size_t{1}, std::size_t{2}}) {
                real.rewrite({line_end, mark, ends});
                CHECK(orm::migrate(server, real.folder.path()).was_up_to_date());
                CHECK(count_of(server, real.folder, orm::migration_state::applied) == count);
                ++forms;
            }

    std::uint64_t state = 88172645463325252U;
    std::size_t edits = 0;
    for (const std::string_view inserted : {" ", "\t", "\n", "x", "\xC2\xA0", ""}) {
        for (const auto& [name, text] : real.files) {
            std::string edited = text;
            const std::size_t at = place_in(text, state);
            if (inserted.empty()) edited.erase(at, 1);
            else edited.insert(at, inserted);
            real.folder.file(name, edited);
        }
        CHECK(count_of(server, real.folder, orm::migration_state::edited) == count);
        edits += count;
    }
    std::printf("text forms: %zu migrations in %d forms are equal, %zu other edits are all seen\n",
                count, forms, edits);
    std::fflush(stdout);
}
