declare global {
	namespace App {
		interface PageState {
			/** Set while a dialog is open, so that the back button closes it. */
			dialog?: string;
		}
	}
}

export {};
