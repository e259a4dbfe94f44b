export { select, selectAll } from "d3-selection";
export { scaleLinear, scaleBand, scalePoint } from "d3-scale";
export { axisBottom, axisLeft, axisTop } from "d3-axis";
export { line, area, arc, symbol, symbolCircle, symbolSquare, symbolDiamond, symbolTriangle, curveMonotoneX, curveLinear, curveStepAfter } from "d3-shape";
export { extent, max, min, range, ticks } from "d3-array";
export { format } from "d3-format";
