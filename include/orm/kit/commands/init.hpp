// SPDX-License-Identifier: MIT
// `init`: the first files of a project. What is there already is left alone.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/kit/context.hpp>
#include <orm/kit/migration_names.hpp>

namespace orm::kit {

struct init_options {
    std::string name;
    bool with_main = false;
};

namespace detail {

inline constexpr std::string_view first_schema =
    R"(// The tables of this project, and the only place where they are declared.
#pragma once

@include <orm/query.hpp>

template <class M>
struct user_table {
    orm::bigint<M, orm::primary_key, orm::identity> id;
    orm::text<M> name;
    orm::text<M, orm::unique> email;
    orm::timestamptz<M, orm::default_now> createdAt;
};
inline constexpr auto users = orm::table<user_table>("users");

template <class M>
struct post_table {
    orm::bigint<M, orm::primary_key, orm::identity> id;
    orm::bigint<M> authorId;
    orm::text<M> title;
    orm::text<M, orm::nullable> body;
    orm::boolean<M, orm::default_to<false>> published;
    orm::timestamptz<M, orm::default_now> createdAt;
};
inline constexpr auto posts = orm::table<post_table>("posts", [](auto const& t) {
    return orm::constraints(t.authorId.references(users.id, orm::on_delete::cascade),
                            orm::index(t.authorId, orm::desc(t.createdAt)));
});

// Everything that migrations manage.
inline constexpr auto app_schema = orm::schema(users, posts);

using User = orm::row_of<users>;
using Post = orm::row_of<posts>;
)";

inline constexpr std::string_view kit_main = R"(// The database tool of this project.
@include <orm/kit/run.hpp>

@include "schema.hpp"

int main(int argc, char** argv) {
    return orm::kit::run(argc, argv, app_schema, {.out = "db/migrations"});
}
)";

inline constexpr std::string_view env_example =
    R"(# Copy to .env and fill in. Files are read in the order .env.NAME.local (with --env NAME), .env.local,
# .env; the first that sets a name wins, and the process's environment wins over all of them.
DATABASE_URL=postgresql://user:password@localhost:5432/@DATABASE@
)";

inline constexpr std::string_view ignored_files = R"(/build/
/db/backups/
.env
.env.local
.env.*.local
)";

inline std::string replaced(std::string_view text, std::string_view what, std::string_view by) {
    std::string made(text);
    for (std::size_t at = made.find(what); at != std::string::npos; at = made.find(what, at))
        made.replace(at, what.size(), by);
    return made;
}

/// The templates say @include, so that nobody takes their lines for includes of this header.
inline std::string cpp_template(std::string_view text) {
    return replaced(text, "@include", "#include");
}

inline std::string kit_call(const std::string& name, bool with_main) {
    if (!with_main) return "orm_add_kit(" + name + "-db SCHEMA db/schema.hpp OUT db/migrations)\n";
    return "find_package(CLI11 REQUIRED)\nfind_package(nlohmann_json REQUIRED)\nadd_executable(" +
           name + "-db db/kit.cpp)\ntarget_link_libraries(" + name +
           "-db PRIVATE orm::orm CLI11::CLI11 nlohmann_json::nlohmann_json)\n";
}

inline std::string project_file(const std::string& name, bool with_main) {
    return "cmake_minimum_required(VERSION 3.22)\nproject(" + name +
           " LANGUAGES CXX)\n\nfind_package(orm CONFIG REQUIRED)\n\n"
           "# The database tool: " +
           name + "-db generate, migrate, status, push, ...\n" + kit_call(name, with_main);
}

/// `blog` for `/home/ann/Blog`.
inline std::string project_name(const context& run, const std::string& given) {
    if (!given.empty()) return checked_name(given);
    std::string folder = run.config().root;
    if (folder.empty()) folder = migration::detail::working_directory();
    const std::string slug = slug_of(base_name(folder));
    return slug.empty() ? "app" : slug;
}

}  // namespace detail

/// Writes schema header, CMakeLists.txt, migrations folder, .env.example and .gitignore.
inline answer init(const context& run, const init_options& options) {
    const std::string name = detail::project_name(run, options.name);
    std::vector<std::pair<std::string, std::string>> files{
        {"db/schema.hpp", detail::cpp_template(detail::first_schema)},
        {"CMakeLists.txt", detail::project_file(name, options.with_main)},
        {".env.example", detail::replaced(detail::env_example, "@DATABASE@", name)},
        {".gitignore", std::string(detail::ignored_files)},
        {"db/migrations/.gitkeep", ""}};
    if (options.with_main) files.emplace_back("db/kit.cpp", detail::cpp_template(detail::kit_main));
    answer told;
    told.object["written"] = ordered_json::array();
    told.object["kept"] = ordered_json::array();
    bool has_project = false;
    for (const auto& [file, text] : files) {
        const std::string path = joined(run.config().root, file);
        const bool is_there = path_exists(path);
        told.object[is_there ? "kept" : "written"].push_back(file);
        told.text += (is_there ? run.terminal().faint("= " + file + " (was there)")
                               : run.terminal().good("+ ") + file) +
                     "\n";
        if (!is_there) write_file(path, text);
        has_project = has_project || (is_there && file == "CMakeLists.txt");
    }
    const std::string call = detail::kit_call(name, options.with_main);
    told.object["cmake"] = call;
    if (has_project) told.text += "\nAdd to CMakeLists.txt:\n\n" + call;
    told.text +=
        "\nNext:\n  cp .env.example .env      # and fill it in\n  cmake -B build && cmake --build build\n  build/" +
        name + "-db generate --name init\n  build/" + name + "-db migrate\n";
    return told;
}

}  // namespace orm::kit
