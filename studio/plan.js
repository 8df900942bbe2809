// SPDX-License-Identifier: MIT
// A plan as a tree, with where the time goes.
import {h, icon, count, duration} from './dom.js';

function describe(plan) {
  const name = plan['Index Name'] ? ` using ${plan['Index Name']}` : '';
  const on = plan['Relation Name'] ? ` on ${plan['Relation Name']}${plan.Alias && plan.Alias !== plan['Relation Name'] ? ` ${plan.Alias}` : ''}` : plan['CTE Name'] ? ` on ${plan['CTE Name']}` : '';
  const join = plan['Join Type'] && plan['Join Type'] !== 'Inner' ? ` ${plan['Join Type'].toLowerCase()}` : '';
  return [plan['Node Type'] + join, name + on];
}

const DETAILS = ['Index Cond', 'Filter', 'Hash Cond', 'Merge Cond', 'Join Filter', 'Recheck Cond', 'Sort Key', 'Group Key', 'Sort Method', 'Rows Removed by Filter', 'Subplan Name', 'Workers Launched'];

export function planView(answer, sql) {
  const root = answer?.[0];
  if (!root?.Plan) return h('pre', {class: 'plain'}, JSON.stringify(answer, null, 2));
  const isMeasured = root.Plan['Actual Total Time'] !== undefined;
  const total = isMeasured ? (root.Plan['Actual Total Time'] * root.Plan['Actual Loops']) || 0.001 : root.Plan['Total Cost'] || 1;
  const weight = (plan) => isMeasured ? plan['Actual Total Time'] * plan['Actual Loops'] / (plan['Parallel Aware'] && plan['Actual Loops'] > 1 ? plan['Actual Loops'] : 1) : plan['Total Cost'];
  const rows = [];
  const walk = (plan, depth) => {
    const below = (plan.Plans ?? []).reduce((sum, child) => sum + weight(child), 0);
    const own = Math.max(0, weight(plan) - below);
    const [node, rest] = describe(plan);
    const details = DETAILS.filter((name) => plan[name] !== undefined).map((name) => `${name}: ${[].concat(plan[name]).join(', ')}`);
    const actual = isMeasured ? plan['Actual Rows'] * plan['Actual Loops'] : null;
    const off = isMeasured ? Math.max(plan['Actual Rows'], 1) / Math.max(plan['Plan Rows'], 1) : 1;
    const isOff = off > 10 || off < 0.1;
    const hit = plan['Shared Hit Blocks'] ?? 0;
    const read = plan['Shared Read Blocks'] ?? 0;
    const share = Math.min(1, own / total);
    const bar = h('i', {class: share > 0.4 ? 'hot' : share > 0.15 ? 'warm' : ''});
    bar.style.width = `${Math.max(1, share * 100)}%`;
    const line = h('tr', {}, h('td', {class: 'plan-node'}, h('div', {style: {paddingLeft: `${depth * 18}px`}},
      depth > 0 && h('span', {class: 'branch'}, '└ '), h('b', {}, node), rest,
      details.length > 0 && h('div', {class: 'dim plan-detail'}, details.join(' · ')))),
      h('td', {class: 'right'}, isMeasured ? duration(own) : own.toFixed(1)), h('td', {class: 'plan-bar'}, h('span', {}, bar), `${Math.round(share * 100)}%`),
      h('td', {class: 'right'}, count(plan['Plan Rows'])), isMeasured && h('td', {class: `right ${isOff ? 'off' : ''}`, title: isOff ? 'The planner expected something else: ANALYZE may help' : ''}, count(actual)),
      isMeasured && h('td', {class: 'right dim'}, plan['Actual Loops'] > 1 ? `× ${count(plan['Actual Loops'])}` : ''),
      isMeasured && h('td', {class: 'right dim'}, hit + read > 0 ? `${count(hit)} hit${read ? `, ${count(read)} read` : ''}` : ''));
    rows.push(line);
    for (const child of plan.Plans ?? []) walk(child, depth + 1);
  };
  walk(root.Plan, 0);
  void icon;
  return h('div', {class: 'plan'}, h('div', {class: 'plan-sum'}, isMeasured
    ? [h('b', {}, duration(root['Execution Time'] ?? total)), ' running, ', h('b', {}, duration(root['Planning Time'] ?? 0)), ' planning · rolled back']
    : ['estimated cost ', h('b', {}, root.Plan['Total Cost'].toFixed(1)), ' · not run']),
  h('div', {class: 'plan-scroll'}, h('table', {}, h('thead', {}, h('tr', {}, h('th', {}, 'Step'), h('th', {class: 'right'}, isMeasured ? 'Own time' : 'Own cost'), h('th', {}, 'Share'), h('th', {class: 'right'}, 'Rows planned'),
    isMeasured && h('th', {class: 'right'}, 'Rows'), isMeasured && h('th', {class: 'right'}, 'Loops'), isMeasured && h('th', {class: 'right'}, 'Blocks'))), h('tbody', {}, rows))), h('code', {class: 'plan-sql dim'}, sql));
}
