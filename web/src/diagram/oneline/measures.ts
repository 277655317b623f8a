// The measures of the one-line, in its own pixels, as in a drawing at full size.

export const HIGH_Y = 44;
export const BUS_Y = 176;
/** From one bar of a bus to the next below it. */
export const BAR_PITCH = 164;
/** From a bar to the top and the bottom of the boxes that hang on it. */
export const BOX_TOP = 60;
export const BOX_BOTTOM = 144;

export const MAIN_WIDTH = 244;
export const MAIN_X = 78;
export const BARE_BUS_WIDTH = 164;
export const BAY_GAP = 40;
export const MARGIN = 40;

export const SLOT = { block: 62, feed: 52, spare: 52, tie: 52, summary: 164, battery: 62 } as const;
export const BLOCK_WIDTH = 56;
/** An unfolded block has a line for each unit transformer. */
export const UNIT_LINE = 15;
export const RISER = 18;

export const HALL_WIDTH = 174;
export const HALL_HEIGHT = 126;
export const HALL_GAP = 12;
export const FEED_PITCH = 62;
/** Least way between two feeds at a wall, so that the MW of each has room. */
export const FEED_APART = 52;
/** The high bus, with what is said of the interconnect, is at least so wide. */
export const LEAST_WIDTH = 524;

export const LANE_PITCH = 12;
export const LINE_GAP = 40;
export const FOOT_HEIGHT = 64;
