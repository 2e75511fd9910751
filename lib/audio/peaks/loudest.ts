/** Louder than this (60 dB over full scale) nothing is told apart: infinity is no place in a picture. */
export const LOUDEST = 1000;
