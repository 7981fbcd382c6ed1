import { testRandomSchedules } from '../../../support/randomSchedules';

testRandomSchedules(4);
