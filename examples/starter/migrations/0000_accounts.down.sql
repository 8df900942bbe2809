ALTER TABLE "identity" DROP CONSTRAINT "identity_user_id_user_id_fkey";--> statement-breakpoint
ALTER TABLE "session" DROP CONSTRAINT "session_user_id_user_id_fkey";--> statement-breakpoint
DROP INDEX "session_user_id_index";--> statement-breakpoint
DROP TABLE "verification";--> statement-breakpoint
DROP TABLE "identity";--> statement-breakpoint
DROP TABLE "session";--> statement-breakpoint
DROP TABLE "user";
