import type { IConfiguration } from "dependency-cruiser";

export const rooms: string[];
declare const config: IConfiguration;
export default config;
