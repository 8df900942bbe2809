ALTER TABLE "member" DROP CONSTRAINT "member_user_id_user_id_fkey";--> statement-breakpoint
ALTER TABLE "member" DROP CONSTRAINT "member_organisation_id_organisation_id_fkey";--> statement-breakpoint
DROP TABLE "member";--> statement-breakpoint
DROP TABLE "organisation";--> statement-breakpoint
DROP TYPE "member_role";
