/** Accounts, teams and organisations of the node, as the API says them. */

export const roles = [
	'screener',
	'caseworker',
	'clinician',
	'lawyer',
	'supervisor',
	'coordinator',
	'data_officer',
	'administrator',
	'auditor',
] as const;

export const organisationTypes = [
	'NGO',
	'InternationalOrganisation',
	'HealthServiceOrganisation',
	'LegalService',
	'SocialProtection',
	'SchoolOrCollege',
	'CorporateBusiness',
	'CentralGovernmentOrganisation',
	'LocalGovernmentOrganisation',
	'LawEnforcement',
	'ImmigrationService',
	'LabourInspectorate',
	'ConsularService',
	'Donor',
] as const;

export interface User {
	id: string;
	user_name: string;
	name: string;
	role: string;
	organisation: string;
	organisation_name: string;
	active: boolean;
	/** Has chosen a password, and so has a key pair that others can seal to. */
	activated: boolean;
	/** From this moment on the account is shut. */
	ends_at: string | null;
	/** Laid the team keys down for a journey. */
	travelling: boolean;
	teams: { id: string; name: string; has_keys: boolean }[];
	version: number;
}

export interface Member {
	user: string;
	name: string;
	role: string;
	has_keys: boolean;
	travelling: boolean;
}

export interface Team {
	id: string;
	name: string;
	organisation: string;
	organisation_name: string;
	members: Member[];
}

export interface Organisation {
	id: string;
	name: string;
	type: string;
	street?: string | null;
	city?: string | null;
	state?: string | null;
	postal_code?: string | null;
	country: string;
	/** Degrees, WGS 84. */
	latitude?: number | null;
	longitude?: number | null;
	email?: string | null;
	phone?: string | null;
	website?: string | null;
	description?: string | null;
	version: number;
}
